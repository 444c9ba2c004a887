package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private final DestinationSettings good = Samples.settings();

    @Test
    void namesTheKeyTheRangeAndTheValue() {
        assertThatThrownBy(() -> Samples.settings(0)).hasMessage("destination.concurrency must be 1..10000, was 0");
        assertThatThrownBy(() -> new BreakerSettings(1, 101, Duration.ofSeconds(30), Duration.ofSeconds(5)))
                .hasMessage("breaker.failurePercent must be 1..100, was 101");
        assertThatThrownBy(() -> new OutboundSettings(Duration.ZERO, Duration.ofSeconds(4), 1024, Duration.ZERO))
                .hasMessage("outbound.connectTimeout must be PT0.05S..PT1M, was PT0S");
    }

    @Test
    void refusesATimeoutThatIsNone() {
        assertThatThrownBy(() -> new DestinationSettings(
                        1,
                        1,
                        good.rate(),
                        Duration.ZERO,
                        good.operationTimeout(),
                        good.breaker(),
                        good.backoff(),
                        5,
                        good.ambiguousWait(),
                        good.pauseMax()))
                .hasMessage("destination.callTimeout must be PT0.05S..PT10M, was PT0S");
    }
}
