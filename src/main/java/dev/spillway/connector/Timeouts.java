package dev.spillway.connector;

import java.time.Duration;

/**
 * How long a call may take. The destination's own limits and the operation's deadline may end it sooner.
 *
 * @param connect to get a connection, TLS included: what takes longer was not sent
 * @param firstByte from there to the head of the answer
 * @param total with the whole of the answer
 */
public record Timeouts(Duration connect, Duration firstByte, Duration total) {
    /** Only the whole is bounded. */
    public static Timeouts of(Duration total) {
        return new Timeouts(total, total, total);
    }
}
