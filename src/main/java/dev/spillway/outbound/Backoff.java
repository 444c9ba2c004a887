package dev.spillway.outbound;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after each failure: twice as long each time, up to a limit, the upper half of it by chance, so that those
 * who failed together do not come back together. With {@code first} PT1S and {@code max} PT10M, before chance:
 *
 * <pre>
 *   after attempt   1   2   3   4   5   6    7    8    9    10   11     12
 *   wait            1s  2s  4s  8s  16s 32s  64s  128s 256s 512s 600s   600s
 *   together        1s  3s  7s  15s 31s 63s  127s 255s 511s 17m  27m    37m
 * </pre>
 *
 * By chance each wait is between half of this and this.
 *
 * @param first the wait after the first failure, PT0.001S..PT1H
 * @param max the longest wait, first..PT24H
 */
public record Backoff(Duration first, Duration max) {
    /** Doubling a millisecond this often is longer than any limit. */
    private static final int DOUBLINGS_MAX = 40;

    public Backoff {
        Ranges.check("backoff.first", first, Duration.ofMillis(1), Duration.ofHours(1));
        Ranges.check("backoff.max", max, first, Duration.ofHours(24));
    }

    /**
     * The wait after an attempt.
     *
     * @param attempt 1 for the first
     */
    public Duration after(int attempt, RandomGenerator random) {
        var whole = growing(first, 2, attempt, max).toMillis();
        return Duration.ofMillis(whole - random.nextLong(whole / 2 + 1));
    }

    /** {@code first * factor^(attempt-1)}, at most {@code max}. */
    static Duration growing(Duration first, int factor, int attempt, Duration max) {
        var times = Math.pow(factor, Math.min(Math.max(attempt, 1) - 1, DOUBLINGS_MAX));
        return Duration.ofMillis((long) Math.min(first.toMillis() * times, (double) max.toMillis()));
    }
}
