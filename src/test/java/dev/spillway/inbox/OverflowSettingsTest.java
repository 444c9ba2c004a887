package dev.spillway.inbox;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OverflowSettingsTest {
    @Test
    void namesTheKeyItsRangeAndWhatItWas() {
        assertThatThrownBy(() -> new OverflowSettings(
                        Duration.ofMillis(1),
                        4,
                        Duration.ofMillis(300),
                        Duration.ofMillis(100),
                        512,
                        1 << 20,
                        20_000,
                        64 << 20,
                        4,
                        Duration.ofSeconds(5)))
                .hasMessage("overflow.redisTimeout in ms must be 10..10000, was 1");
    }
}
