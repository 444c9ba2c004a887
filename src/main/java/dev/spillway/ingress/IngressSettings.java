package dev.spillway.ingress;

import java.time.Duration;

/**
 * The door's limits.
 *
 * @param host address to listen on
 * @param port 0 for a free one, the same for all instances
 * @param instances event loops that listen
 * @param connectionsMax open at once, over all instances; more are closed as they come
 * @param bodyBytesMax longest body taken; Meta sends up to 3 MB
 * @param bodiesInFlightBytesMax memory for bodies between first byte and receipt, over all instances; a body in several
 *     chunks takes up to three times its length for a moment
 * @param headerBytesMax longest request line, and longest sum of headers
 * @param bodyTimeout from the head of a request to the end of its body
 * @param idleTimeout after it a silent connection is closed; whole seconds
 * @param acceptTimeout how long the inbox may take before we answer 503; the answer must be out within 250 ms. Longer by the
 *     inbox' {@link dev.spillway.inbox.Inbox#strain strain}
 * @param retryAfter what a 503 tells the provider to wait; whole seconds
 * @param warmUp how long the door is tried out before it opens, at most; zero: not at all
 * @param shutdownGrace how long open requests may take to end when the door closes
 */
public record IngressSettings(
        String host,
        int port,
        int instances,
        int connectionsMax,
        int bodyBytesMax,
        long bodiesInFlightBytesMax,
        int headerBytesMax,
        Duration bodyTimeout,
        Duration idleTimeout,
        Duration acceptTimeout,
        Duration retryAfter,
        Duration warmUp,
        Duration shutdownGrace) {
    public IngressSettings {
        within("port", port, 0, 65_535);
        within("instances", instances, 1, 256);
        within("connectionsMax", connectionsMax, 1, 1_000_000);
        within("bodyBytesMax", bodyBytesMax, 1, 16_777_216);
        within("bodiesInFlightBytesMax", bodiesInFlightBytesMax, bodyBytesMax, 1L << 40);
        within("headerBytesMax", headerBytesMax, 1024, 65_536);
        within("bodyTimeout", bodyTimeout, Duration.ofMillis(10), Duration.ofMinutes(5));
        within("idleTimeout", idleTimeout, Duration.ofSeconds(1), Duration.ofHours(1));
        within("acceptTimeout", acceptTimeout, Duration.ofMillis(1), Duration.ofSeconds(15));
        within("warmUp", warmUp, Duration.ZERO, Duration.ofMinutes(1));
        within("retryAfter", retryAfter, Duration.ofSeconds(1), Duration.ofHours(1));
        within("shutdownGrace", shutdownGrace, Duration.ZERO, Duration.ofMinutes(5));
    }

    /** The same at a free port that only this machine can reach, with one instance. */
    IngressSettings here() {
        return new IngressSettings(
                "127.0.0.1",
                0,
                1,
                connectionsMax,
                bodyBytesMax,
                bodiesInFlightBytesMax,
                headerBytesMax,
                bodyTimeout,
                idleTimeout,
                acceptTimeout,
                retryAfter,
                warmUp,
                shutdownGrace);
    }

    private static void within(String key, long value, long min, long max) {
        if (value < min || value > max) throw outside(key, min, max, value);
    }

    private static void within(String key, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) throw outside(key, min, max, value);
    }

    private static IllegalArgumentException outside(String key, Object min, Object max, Object value) {
        return new IllegalArgumentException("ingress." + key + " must be " + min + ".." + max + ", was " + value);
    }
}
