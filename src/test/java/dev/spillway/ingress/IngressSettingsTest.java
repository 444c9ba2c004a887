package dev.spillway.ingress;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class IngressSettingsTest {
    private static final Duration BODY_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ACCEPT_TIMEOUT = Duration.ofMillis(200);

    /** Listens on a free port of this machine, with the defaults of production. */
    static IngressSettings settings(int bodyBytesMax, long bodiesInFlightBytesMax, Duration acceptTimeout) {
        return settings(
                new Parts(1, 1_000, bodyBytesMax, bodiesInFlightBytesMax, BODY_TIMEOUT, acceptTimeout, Duration.ZERO));
    }

    /** With another number of instances and another time for bodies. */
    static IngressSettings settings(int instances, Duration bodyTimeout) {
        return settings(new Parts(instances, 1_000, 1 << 22, 1 << 23, bodyTimeout, ACCEPT_TIMEOUT, Duration.ZERO));
    }

    /** With another number of instances, and with so many connections at most. */
    static IngressSettings connections(int instances, int max) {
        return settings(new Parts(instances, max, 1 << 22, 1 << 23, BODY_TIMEOUT, ACCEPT_TIMEOUT, Duration.ZERO));
    }

    /** Tried out for so long. */
    static IngressSettings warmedUp(Duration warmUp) {
        return settings(new Parts(1, 1_000, 1 << 22, 1 << 23, BODY_TIMEOUT, ACCEPT_TIMEOUT, warmUp));
    }

    /** What tests differ in. */
    private record Parts(
            int instances,
            int connectionsMax,
            int bodyBytesMax,
            long bodiesInFlightBytesMax,
            Duration bodyTimeout,
            Duration acceptTimeout,
            Duration warmUp) {}

    private static IngressSettings settings(Parts parts) {
        return new IngressSettings(
                "127.0.0.1",
                0,
                parts.instances,
                parts.connectionsMax,
                parts.bodyBytesMax,
                parts.bodiesInFlightBytesMax,
                8192,
                parts.bodyTimeout,
                Duration.ofSeconds(60),
                parts.acceptTimeout,
                Duration.ofSeconds(2),
                parts.warmUp,
                Duration.ofSeconds(1));
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
