package dev.spillway.limit;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * How long to wait after a failure: doubles each time up to a maximum, with equal jitter, so that a wait is never shorter than
 * half of what the table says and many that failed together do not come back together.
 *
 * <pre>
 * first 1 s, max 5 min
 * attempt      1    2    3    4     5     6     7      8      9     10
 * delay up to  1 s  2 s  4 s  8 s  16 s  32 s  64 s  128 s  256 s  300 s
 * sum up to    1 s  3 s  7 s 15 s  31 s  63 s 127 s  255 s  511 s  811 s
 * </pre>
 *
 * @param first the longest wait after the first failure, longer than zero
 * @param max the longest wait of all
 * @param random 0 (inclusive) to 1 (exclusive)
 */
public record Backoff(Duration first, Duration max, DoubleSupplier random) {
    private static final int DOUBLINGS_MAX = 40;

    public Backoff(Duration first, Duration max) {
        this(first, max, () -> ThreadLocalRandom.current().nextDouble());
    }

    /**
     * The next wait.
     *
     * @param attempt how many times it has failed, from 1
     */
    public Duration delay(int attempt) {
        var doublings = Math.max(0, Math.min(attempt - 1, DOUBLINGS_MAX));
        var longest = Math.min(max.toMillis(), doubled(first.toMillis(), doublings));
        return Duration.ofMillis(Math.max(1, longest / 2 + (long) (random.getAsDouble() * (longest - longest / 2))));
    }

    private static long doubled(long ms, int times) {
        return ms > Long.MAX_VALUE >> times ? Long.MAX_VALUE : ms << times;
    }
}
