package dev.spillway.limit;

import java.time.Duration;

/**
 * Times at which calls may go, one each, by this node's own {@linkplain Time#micros monotonic clock}. They are spent whether they
 * are used or not.
 *
 * @param firstMicros the first of them
 * @param gapMicros from each to the next
 * @param count how many
 * @param untilNext until it is worth asking for more; zero if all that was wished for is there
 * @param perSecond how many a second there are at present, for all nodes together
 */
public record Lease(double firstMicros, double gapMicros, int count, Duration untilNext, double perSecond) {
    /** None for now. */
    static Lease none(Duration untilNext, double perSecond) {
        return new Lease(0, 1, 0, untilNext, perSecond);
    }

    double lastMicros() {
        return firstMicros + (count - 1) * gapMicros;
    }

    /** The same by another clock. */
    Lease shifted(double micros) {
        return new Lease(firstMicros + micros, gapMicros, count, untilNext, perSecond);
    }
}
