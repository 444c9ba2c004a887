package dev.spillway.limit;

import java.time.Duration;

/**
 * How limits are kept while Redis is away.
 *
 * @param timeout the longest an answer from the shared bucket is waited for, PT0.01S..PT5S; after it the node's own share
 *     answers
 * @param settle how long after Redis is back a node stays below its own share, too, PT0.1S..PT5M; longer than the nodes take,
 *     from the first to the last, to find Redis again
 */
public record LimitSettings(Duration timeout, Duration settle) {
    public LimitSettings {
        check("limit.timeout", timeout, Duration.ofMillis(10), Duration.ofSeconds(5));
        check("limit.settle", settle, Duration.ofMillis(100), Duration.ofMinutes(5));
    }

    private static void check(String key, Duration is, Duration min, Duration max) {
        if (is.compareTo(min) < 0 || is.compareTo(max) > 0) {
            throw new IllegalArgumentException(key + " must be " + min + ".." + max + ", was " + is);
        }
    }
}
