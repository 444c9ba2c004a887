package dev.spillway.limit;

import java.time.Duration;

/**
 * How much somebody takes within a time, or side by side; kept by all nodes together under its name.
 *
 * @param group the name that everybody under the same limit uses; bounded in number, stands in metrics
 * @param key whose it is, if each record has a limit of its own; empty for one that all share. Stands in names of keys in
 *     Redis: never a person's
 * @param kind how it is counted
 */
public record Limit(String group, String key, Kind kind) {
    private static final int QUOTA_MAX = 1_000_000_000;
    private static final int SLOTS_MAX = 10_000;
    private static final int BURST_MAX = 1_000;
    private static final int INTERVAL_MAX_MS = 3_600_000;

    /** How it is counted. */
    public sealed interface Kind {}

    /**
     * A token bucket: never more than {@code capacity + perSecond * seconds} in any stretch of time.
     *
     * @param window within which the other side counts, for which rate and capacity were made; zero if it has a bucket, too
     */
    public record Pace(Rate rate, Duration window) implements Kind {
        /** Part of the window by which two calls may come nearer to each other on their way than they were let go. */
        static final double DRIFT = 0.035;
        /** The part of a limit that may go at once: more would cost rate, see {@link #within}. */
        private static final int AT_ONCE_PART = 200;

        /** A bucket like the one on the other side. */
        public static Pace bucket(Rate rate) {
            return new Pace(rate, Duration.ZERO);
        }

        /**
         * So that never more than {@code max} arrive in any {@code window}, wherever the other side lets it begin, and even if
         * calls come {@value #DRIFT} of it nearer to each other: {@code capacity + perSecond * window * (1 + DRIFT) <= max + 1},
         * where one more is not reached. Lets through at least 95 % of {@code max}.
         */
        public static Pace within(int max, Duration window) {
            var capacity = 1 + max / AT_ONCE_PART;
            var seconds = window.toNanos() / 1e9 * (1 + DRIFT);
            return new Pace(new Rate(capacity, (max + 1 - capacity) / seconds), window);
        }
    }

    /**
     * Never more than {@code max} within any {@code per}, all at once if need be.
     *
     * @param max 1..1000000000
     * @param per a minute to some days
     */
    public record Quota(int max, Duration per) implements Kind {
        public Quota {
            check("quota", max, QUOTA_MAX);
        }
    }

    /**
     * So many side by side.
     *
     * @param max 1..10000
     */
    public record Slots(int max) implements Kind {
        public Slots {
            check("slots", max, SLOTS_MAX);
        }
    }

    /**
     * One in each interval, and some at once on credit: after {@code n} the next may go when {@code n} intervals have passed since
     * the first of them; within the first interval more may be added, up to {@code burst}.
     *
     * @param interval PT0.1S..PT1H
     * @param burst 1..1000
     */
    public record Credit(Duration interval, int burst) implements Kind {
        /**
         * How far two calls may come nearer to each other, or farther apart, on their way than they were let go. Five times as far if they
         * leave some of the burst to others: they wait longer for all else that they need.
         */
        static final Duration DRIFT = Duration.ofMillis(500);

        public Credit {
            check("burst", burst, BURST_MAX);
            check("interval in ms", (int) interval.toMillis(), INTERVAL_MAX_MS);
        }
    }

    /**
     * So many different people within any {@code per}: who was counted within it is not counted again.
     *
     * @param max 1..1000000000
     * @param per a minute to some days
     */
    public record People(int max, Duration per) implements Kind {
        public People {
            check("people", max, QUOTA_MAX);
        }
    }

    /** A token bucket for all. */
    public static Limit bucket(String group, Rate rate) {
        return new Limit(group, "", Pace.bucket(rate));
    }

    /** What it is kept under. */
    public String name() {
        return key.isEmpty() ? group : group + ":" + key;
    }

    private static void check(String what, int value, int max) {
        if (value < 1 || value > max)
            throw new IllegalArgumentException(what + " must be 1.." + max + ", was " + value);
    }
}
