package dev.spillway.flow;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class FlowSettingsTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void namesKeyRangeAndValue() {
        assertThatThrownBy(() -> new FlowSettings(Duration.ZERO, SECOND, SECOND, "es-MX", ZoneOffset.UTC))
                .hasMessage("flow.replyAgeMax must be PT1M..PT720H, was PT0S");
        assertThatThrownBy(() -> new FlowSettings(DAY, DAY, SECOND, "es-MX", ZoneOffset.UTC))
                .hasMessageContaining("flow.lookupDeadline must be PT0.05S..PT30S");
        assertThatThrownBy(() -> new FlowSettings(DAY, SECOND, Duration.ZERO, "es-MX", ZoneOffset.UTC))
                .hasMessageContaining("flow.followUpWait");
        assertThatThrownBy(() -> new FlowSettings(DAY, SECOND, SECOND, "Spanish", ZoneOffset.UTC))
                .hasMessage("flow.defaultLocale must look like es-MX, was Spanish");
    }
}
