package dev.spillway.outbound;

import java.time.Clock;
import java.time.Duration;

/** How many of the last calls failed, in a window that rolls on in tenths. */
final class FailureWindow {
    private static final int SLOTS = 10;

    private final Clock clock;
    private final long slotMs;
    private final long[] numbers = new long[SLOTS];
    private final int[] calls = new int[SLOTS];
    private final int[] failures = new int[SLOTS];

    FailureWindow(Clock clock, Duration window) {
        this.clock = clock;
        this.slotMs = Math.max(1, window.toMillis() / SLOTS);
    }

    /** Counts a call. */
    void add(boolean failed) {
        var number = clock.millis() / slotMs;
        var slot = (int) (number % SLOTS);
        if (numbers[slot] != number) empty(slot, number);
        calls[slot]++;
        if (failed) failures[slot]++;
    }

    /** Whether at least {@code callsMin} were made and {@code percent} of them failed. */
    boolean tripped(int callsMin, int percent) {
        var total = sum(calls);
        return total >= callsMin && 100L * sum(failures) >= (long) percent * total;
    }

    /** Forgets everything. */
    void clear() {
        for (int slot = 0; slot < SLOTS; slot++) empty(slot, 0);
    }

    private int sum(int[] counts) {
        var now = clock.millis() / slotMs;
        var sum = 0;
        for (int slot = 0; slot < SLOTS; slot++) {
            if (numbers[slot] > now - SLOTS && numbers[slot] <= now) sum += counts[slot];
        }
        return sum;
    }

    private void empty(int slot, long number) {
        numbers[slot] = number;
        calls[slot] = 0;
        failures[slot] = 0;
    }
}
