package dev.spillway.ingress;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * How promptly this node answers webhooks at the moment, for those who work behind the doors and can give way. Counts are
 * added on any thread; one thread may look.
 */
public final class Promptness {
    /** Fewer a look are no peak, at ten looks a second: nobody need give way to them. */
    private static final double PEAK = 50;

    /** How much of one look goes into what is usual: after a second without any answer a peak is over. */
    private static final double SMOOTHING = 0.2;

    /** A median of fewer says nothing; they wait for the next look. */
    private static final long ENOUGH = 20;

    /** The first bucket ends here, and each of the others at twice the end of the one before: 0.25 ms to 2 s. */
    private static final long FIRST_NANOS = TimeUnit.MICROSECONDS.toNanos(250);

    private static final int BUCKETS = 14;

    private final LongAdder[] counts =
            Stream.generate(LongAdder::new).limit(BUCKETS).toArray(LongAdder[]::new);

    private final long[] kept = new long[BUCKETS];
    private double usual;
    private OptionalLong last = OptionalLong.empty();

    /** A webhook was answered, or given up, after so long. */
    void answered(long nanos) {
        counts[bucket(nanos)].increment();
    }

    private static int bucket(long nanos) {
        var doublings = Long.SIZE - Long.numberOfLeadingZeros(Math.max(0, nanos - 1) / FIRST_NANOS);
        return Math.min(doublings, BUCKETS - 1);
    }

    /**
     * The median of what was answered since the last look, in nanoseconds, as exactly as buckets tell that double in width. The same as
     * before if there were too few to tell, as when all stands still; empty if there is so little to do that it does not matter.
     */
    public OptionalLong medianNanos() {
        var now = Stream.of(counts).mapToLong(LongAdder::sumThenReset).toArray();
        usual += SMOOTHING * (LongStream.of(now).sum() - usual);
        Arrays.setAll(kept, bucket -> kept[bucket] + now[bucket]);
        var all = LongStream.of(kept).sum();
        if (usual < PEAK) last = OptionalLong.empty();
        else if (all >= ENOUGH) last = OptionalLong.of(median(kept, all));
        if (usual < PEAK || all >= ENOUGH) Arrays.fill(kept, 0);
        return last;
    }

    private static long median(long[] answers, long all) {
        var middle = all / 2.0;
        var below = 0L;
        var bucket = 0;
        while (below + answers[bucket] < middle) below += answers[bucket++];
        return within(bucket, (middle - below) / answers[bucket]);
    }

    private static long within(int bucket, double part) {
        var end = FIRST_NANOS << bucket;
        var start = bucket == 0 ? 0 : end / 2;
        return start + (long) (part * (end - start));
    }
}
