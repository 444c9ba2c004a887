package dev.spillway.connector;

import java.time.Duration;

/**
 * When to leave a backend alone, as long as who sets it up says nothing else.
 *
 * @param callsMin fewer calls in the window never open the breaker, 1..100000
 * @param failurePercent of the calls in the window that open it, 1..100
 * @param window what counts, PT1S..PT10M; should be longer than a call may take
 * @param openFor how long nothing is sent before one call tries, PT0.01S..PT10M
 */
public record Breaker(int callsMin, int failurePercent, Duration window, Duration openFor) {
    public Breaker {
        check("callsMin", callsMin, 1, 100_000);
        check("failurePercent", failurePercent, 1, 100);
        check("window", window, Duration.ofSeconds(1), Duration.ofMinutes(10));
        check("openFor", openFor, Duration.ofMillis(10), Duration.ofMinutes(10));
    }

    private static <T extends Comparable<T>> void check(String key, T value, T min, T max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(key + " must be " + min + ".." + max + ", was " + value);
        }
    }
}
