package dev.spillway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseSettingsTest {
    private static LeaseSettings settings(long ttlMs, long heartbeatMs, long graceMs) {
        return settings(ttlMs, heartbeatMs, graceMs, 15_000);
    }

    private static LeaseSettings settings(long ttlMs, long heartbeatMs, long graceMs, long maxMs) {
        return new LeaseSettings(
                Duration.ofMillis(ttlMs),
                Duration.ofMillis(heartbeatMs),
                Duration.ofMillis(graceMs),
                Duration.ofMillis(maxMs));
    }

    @Test
    void wantsThreeHeartbeatsInALease() {
        assertThatThrownBy(() -> settings(3_000, 1_001, 0))
                .hasMessage("dispatch.lease.heartbeat must be PT0.05S..PT1S, was PT1.001S");
    }

    @Test
    void namesTheKeyThatIsOutOfRange() {
        assertThatThrownBy(() -> settings(100, 50, 0)).hasMessageStartingWith("dispatch.lease.ttl must be");
        assertThatThrownBy(() -> settings(3_000, 1_000, 31_000))
                .hasMessageStartingWith("dispatch.lease.handOverGrace must be");
        assertThatThrownBy(() -> settings(3_000, 1_000, 0, 61_000))
                .hasMessageStartingWith("dispatch.lease.handOverMax must be");
    }

    @Test
    void isSureForLessThanTheLease() {
        assertThat(settings(3_000, 1_000, 0).sure()).isEqualTo(Duration.ofMillis(2_700));
    }
}
