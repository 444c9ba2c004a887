package dev.spillway.limit;

import java.util.Optional;

/**
 * How much a destination can take.
 *
 * @param capacity the most that may go at once after a quiet time, 1..1000000
 * @param perSecond how much comes back each second, 0.0001..1000000; fractions are meant: one every 6 s is 0.16667
 */
public record Rate(int capacity, double perSecond) {
    private static final int CAPACITY_MAX = 1_000_000;
    private static final double PER_SECOND_MIN = 0.0001;
    private static final double PER_SECOND_MAX = 1_000_000;

    public Rate {
        if (capacity < 1 || capacity > CAPACITY_MAX) {
            throw new IllegalArgumentException("rate.capacity must be 1..1000000, was " + capacity);
        }
        if (!(perSecond >= PER_SECOND_MIN && perSecond <= PER_SECOND_MAX)) {
            throw new IllegalArgumentException("rate.perSecond must be 0.0001..1000000, was " + perSecond);
        }
    }

    /** One of these numbers, empty if they are too small. */
    static Optional<Rate> within(int capacity, double perSecond) {
        return perSecond < PER_SECOND_MIN
                ? Optional.empty()
                : Optional.of(new Rate(Math.min(capacity, CAPACITY_MAX), Math.min(perSecond, PER_SECOND_MAX)));
    }

    /** One of equal parts, which together are never more than this; empty if it is too small to be parted so, or parts is 0. */
    Optional<Rate> part(int parts) {
        if (parts < 1 || capacity < parts || perSecond / parts < PER_SECOND_MIN) return Optional.empty();
        return Optional.of(new Rate(capacity / parts, perSecond / parts));
    }
}
