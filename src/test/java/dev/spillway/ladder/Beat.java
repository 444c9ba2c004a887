package dev.spillway.ladder;

import java.util.concurrent.TimeUnit;

/** When webhooks that come evenly at a rate are due, however late somebody asks. All times are nano times. Not thread-safe. */
final class Beat {
    private double nanosEach = Double.POSITIVE_INFINITY;
    private long since;
    private long count;

    /** From then on; the first is due one beat later, none at a rate of 0. */
    void rate(double perSecond, long now) {
        nanosEach = TimeUnit.SECONDS.toNanos(1) / perSecond;
        since = now;
        count = 0;
    }

    /** Whether one is due that has not been taken. */
    boolean isDue(long now) {
        return now - since >= (count + 1) * nanosEach;
    }

    /** Takes the next one; tells when it is due. */
    long take() {
        return since + (long) (++count * nanosEach);
    }
}
