package dev.spillway.limit;

import java.time.Duration;

/**
 * What somebody takes who counts by any second, never mind where it begins: sent evenly, each call at a time of its own. Times are
 * handed out ahead, in {@linkplain Lease leases}, to all nodes from one line of times.
 *
 * @param name that everybody under the same limit uses; bounded in number, stands in names of keys in Redis and in metrics
 * @param perSecond what the other side takes in a second, 1..1000000
 * @param floorPercent of it that goes to the lowest rank, however much the others want, 0..50
 */
public record Even(String name, int perSecond, int floorPercent) {
    /**
     * How much nearer two calls may come to each other on their way than they were let go: a node that is late by up to {@link
     * Metronome#LATE_MAX}, the rest between here and there.
     */
    static final Duration DRIFT = Duration.ofMillis(60);

    /** No more than the limit may come in any stretch of that length. The longer it is, the less drift costs. */
    static final Duration COUNTED = Duration.ofSeconds(10);

    /** What is let be in a single second, as it is not in ten. */
    private static final double EXCESS = 1.05;

    private static final int PER_SECOND_MAX = 1_000_000;
    private static final int FLOOR_MAX = 50;

    public Even {
        check("perSecond", perSecond, 1, PER_SECOND_MAX);
        check("floorPercent", floorPercent, 0, FLOOR_MAX);
    }

    private static void check(String what, int value, int min, int max) {
        if (value < min || value > max)
            throw new IllegalArgumentException(what + " must be " + min + ".." + max + ", was " + value);
    }

    /**
     * So many times a second are handed out: {@code beats * (COUNTED + DRIFT) + 1 <= perSecond * COUNTED}. At 80 that is 99.3 %, at
     * 1,000 it is 99.4 %.
     */
    static double beats(double perSecond) {
        var counted = seconds(COUNTED);
        return (perSecond * counted - 1) / (counted + seconds(DRIFT));
    }

    /**
     * The same for one of several who do not know of each other. Each of their lines may begin and end anywhere in a second, which is one
     * more each: {@code parts * (beats * (1 s + DRIFT) + 1)} must not be more than {@value #EXCESS} times the limit.
     */
    static double beats(double perSecond, int parts) {
        var uneven = (EXCESS * perSecond + 1 - parts) / (1 + seconds(DRIFT));
        return Math.min(beats(perSecond), uneven) / parts;
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
