package dev.spillway.limit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitSettingsTest {
    @Test
    void namesTheKeyTheRangeAndWhatItWas() {
        var second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new LimitSettings(Duration.ZERO, second))
                .hasMessage("limit.timeout must be PT0.01S..PT5S, was PT0S");
        assertThatThrownBy(() -> new LimitSettings(second, Duration.ofHours(1)))
                .hasMessage("limit.settle must be PT0.1S..PT5M, was PT1H");
    }
}
