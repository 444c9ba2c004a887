package dev.spillway.limit;

import java.time.Duration;

/**
 * How far ahead times are handed out.
 *
 * @param least to the lowest rank
 * @param step to each rank above it so much farther: a node with replies gets its times where one with campaigns has to wait
 * @param chunk nobody who wants more gets less than what goes in so long: each question to Redis must be worth it
 */
record Ahead(Duration least, Duration step, Duration chunk) {
    /** What all nodes together have ahead is lost if they die. */
    static final Ahead SHARED = new Ahead(Duration.ofMillis(150), Duration.ofMillis(25), Duration.ofMillis(75));

    /** A node alone: no more than what goes in some turns of its loop. */
    static final Ahead ALONE = new Ahead(Duration.ofMillis(30), Duration.ZERO, Duration.ofMillis(1));

    /** Of ranks that can be, times are handed out no farther ahead than that. */
    static final Duration MOST = Duration.ofMillis(350);

    double micros(int rank, int ranks) {
        return micros(least) + (ranks - 1 - rank) * micros(step);
    }

    /** Where the lowest rank finds what is kept for it: behind all others. */
    double floorMicros(int ranks) {
        return micros(0, ranks) + chunkMicros();
    }

    double chunkMicros() {
        return micros(chunk);
    }

    static double micros(Duration duration) {
        return duration.toNanos() / 1e3;
    }
}
