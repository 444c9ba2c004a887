package dev.spillway.ingress;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * How promptly this node answers webhooks at the moment, for those who work behind the doors and can give way. Counts are
 * added on any thread; one thread may look.
 */
public final class Promptness {
    /** A median of fewer says nothing; they wait for the next look. */
    private static final long ANSWERS_MIN = 20;

    /** The first bucket ends here, and each of the others at twice the end of the one before: 0.25 ms to 2 s. */
    private static final long FIRST_NANOS = TimeUnit.MICROSECONDS.toNanos(250);

    private static final int BUCKETS = 14;

    private final LongAdder[] counts =
            Stream.generate(LongAdder::new).limit(BUCKETS).toArray(LongAdder[]::new);

    /** A webhook was answered, or given up, after so long. */
    void answered(long nanos) {
        counts[bucket(nanos)].increment();
    }

    private static int bucket(long nanos) {
        var doublings = Long.SIZE - Long.numberOfLeadingZeros(Math.max(0, nanos - 1) / FIRST_NANOS);
        return Math.min(doublings, BUCKETS - 1);
    }

    /**
     * The median of what was answered since the last look, in nanoseconds, as exactly as buckets tell that double in width;
     * empty if there were too few.
     */
    public OptionalLong medianNanos() {
        var all = Stream.of(counts).mapToLong(LongAdder::sum).sum();
        if (all < ANSWERS_MIN) return OptionalLong.empty();
        var middle = all / 2.0;
        var below = 0L;
        var median = OptionalLong.empty();
        for (var bucket = 0; bucket < BUCKETS; bucket++) {
            var here = counts[bucket].sumThenReset();
            if (median.isEmpty() && below + here >= middle)
                median = OptionalLong.of(within(bucket, (middle - below) / here));
            below += here;
        }
        return median;
    }

    private static long within(int bucket, double part) {
        var end = FIRST_NANOS << bucket;
        var start = bucket == 0 ? 0 : end / 2;
        return start + (long) (part * (end - start));
    }
}
