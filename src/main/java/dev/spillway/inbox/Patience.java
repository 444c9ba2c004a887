package dev.spillway.inbox;

import java.time.Duration;

/**
 * For how long Redis is waited for. On a machine that has too much to do every answer takes long, though nothing is away; what is
 * given up then is done once more by a store that is slower still, and those who wait come again on top. So patience follows what answers took
 * of late, and how late our own event loop is, which shows before the first answer of a burst is there. While all is calm it is the least there
 * is: a Redis that hangs is noticed soon.
 *
 * <p>Pure arithmetic on time that is told. Belongs to one event loop.
 */
final class Patience {
    /** So many times what an answer took of late... */
    private static final int OVER = 3;

    /** ...unless that is less than this part of the least: a disk that takes its time now and then is no strain. */
    private static final double STRAIN_FROM = 0.5;

    /** What an answer took counts for half after a second: a saturated machine has good moments. */
    private static final double HALF_LIFE_NANOS = 1e9;

    /** An event loop that is so late on average makes no difference: it is a millisecond at most on a machine that has time. */
    private static final double LATE_NANOS = 2.5e6;

    /** How much of one look goes into how late the loop is: one pause of 25 ms is no strain. */
    private static final double SMOOTHING = 0.1;

    private final long leastNanos;
    private final long mostNanos;
    private double lateNanos;
    private double longestNanos;
    private long toldAt;

    /** @param max so many times the least at most, 1 and more */
    Patience(Duration least, int max) {
        leastNanos = least.toNanos();
        mostNanos = leastNanos * max;
    }

    /**
     * An answer took so long.
     *
     * @param now by {@link System#nanoTime()}
     */
    void took(long nanos, long now) {
        longestNanos = Math.max(longest(now), Math.min((double) nanos, (double) mostNanos / OVER));
        toldAt = now;
    }

    /** Our own event loop came so late to a look; 0 if it was in time. To be told of each. */
    void late(long nanos) {
        lateNanos += SMOOTHING * (nanos - lateNanos);
    }

    private double longest(long now) {
        if (longestNanos == 0) return 0;
        return longestNanos * Math.pow(0.5, (now - toldAt) / HALF_LIFE_NANOS);
    }

    /** How long an answer may take now. */
    long nanos(long now) {
        var wanted = Math.max(ofAnswers(now), leastNanos * lateNanos / LATE_NANOS);
        return Math.max(leastNanos, Math.min(mostNanos, (long) wanted));
    }

    private double ofAnswers(long now) {
        var longest = longest(now);
        return longest < STRAIN_FROM * leastNanos ? 0 : OVER * longest;
    }

    /** How long it may ever take. */
    long most() {
        return mostNanos;
    }

    /** Whether that many nanoseconds are more than usual. */
    boolean isStrained(long nanos) {
        return nanos > leastNanos;
    }

    /** How many times the least that is. */
    double strain(long now) {
        return (double) nanos(now) / leastNanos;
    }
}
