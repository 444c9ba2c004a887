package dev.spillway.ingress;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class IngressSettingsTest {
    /** Listens on a free port of this machine, with the defaults of production. */
    static IngressSettings settings(int bodyBytesMax, long bodiesInFlightBytesMax, Duration acceptTimeout) {
        return new IngressSettings(
                "127.0.0.1",
                0,
                1,
                1_000,
                bodyBytesMax,
                bodiesInFlightBytesMax,
                8192,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                acceptTimeout,
                Duration.ofSeconds(2),
                Duration.ZERO,
                Duration.ofSeconds(1));
    }

    /** The same with another number of instances and another time for bodies. */
    static IngressSettings settings(int instances, Duration bodyTimeout) {
        var usual = settings(1 << 22, 1 << 23, Duration.ofMillis(200));
        return new IngressSettings(
                usual.host(),
                usual.port(),
                instances,
                usual.connectionsMax(),
                usual.bodyBytesMax(),
                usual.bodiesInFlightBytesMax(),
                usual.headerBytesMax(),
                bodyTimeout,
                usual.idleTimeout(),
                usual.acceptTimeout(),
                usual.retryAfter(),
                usual.warmUp(),
                usual.shutdownGrace());
    }

    /** The same with another number of instances, and with so many connections at most. */
    static IngressSettings connections(int instances, int max) {
        var usual = settings(instances, Duration.ofSeconds(10));
        return new IngressSettings(
                usual.host(),
                usual.port(),
                usual.instances(),
                max,
                usual.bodyBytesMax(),
                usual.bodiesInFlightBytesMax(),
                usual.headerBytesMax(),
                usual.bodyTimeout(),
                usual.idleTimeout(),
                usual.acceptTimeout(),
                usual.retryAfter(),
                usual.warmUp(),
                usual.shutdownGrace());
    }

    @Test
    void saysWhatIsWrongAndWhatWouldBeRight() {
        assertThatThrownBy(() -> settings(0, 10, Duration.ofMillis(200)))
                .hasMessage("ingress.bodyBytesMax must be 1..16777216, was 0");
        assertThatThrownBy(() -> settings(10, 9, Duration.ofMillis(200)))
                .hasMessageStartingWith("ingress.bodiesInFlightBytesMax must be 10..");
        assertThatThrownBy(() -> settings(10, 10, Duration.ZERO))
                .hasMessage("ingress.acceptTimeout must be PT0.001S..PT15S, was PT0S");
    }
}
