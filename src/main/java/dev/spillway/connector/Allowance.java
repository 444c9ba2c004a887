package dev.spillway.connector;

import java.time.Duration;

/** How much a backend lets through. */
public sealed interface Allowance {
    /**
     * So many within a time.
     *
     * @param max 1..1000000000
     * @param per PT1S..P1D
     */
    record Within(int max, Duration per) implements Allowance {}

    /**
     * What is in a bucket.
     *
     * @param max when it is full, 1..1000000
     * @param restorePerSecond what comes back
     */
    record Bucket(int max, double restorePerSecond) implements Allowance {}

    /**
     * One in each interval, and some at once on credit.
     *
     * @param interval PT0.1S..PT1H
     * @param burst 1..1000
     */
    record Credit(Duration interval, int burst) implements Allowance {}

    /**
     * So many different records within a time, told apart by the toll's key.
     *
     * @param max 1..1000000000
     * @param per PT1M..P7D
     */
    record Distinct(int max, Duration per) implements Allowance {}

    /**
     * So many side by side.
     *
     * @param max 1..10000
     */
    record Concurrency(int max) implements Allowance {}
}
