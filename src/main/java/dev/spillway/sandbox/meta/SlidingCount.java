package dev.spillway.sandbox.meta;

import java.util.Arrays;

/**
 * How many things happened within one span of time. A window is half open, [t, t + span), and may begin at any t: so what
 * happened exactly one span ago is not in it. Grows with what happens in one span.
 */
final class SlidingCount {
    private final long spanUs;
    private long[] ring = new long[64];
    private int first;
    private int size;

    /** @param spanUs length of the window in microseconds */
    SlidingCount(long spanUs) {
        this.spanUs = spanUs;
    }

    /**
     * Something happens.
     *
     * @param atUs never before the last one
     * @return how many lie in the window that ends with it, itself among them; the greatest of these over all is the greatest
     *     of any window
     */
    int add(long atUs) {
        var before = count(atUs);
        if (size == ring.length) grow();
        ring[(first + size) & (ring.length - 1)] = atUs;
        size++;
        return before + 1;
    }

    /** How many there would be in the window that ended at that time. */
    int count(long atUs) {
        while (size > 0 && ring[first] <= atUs - spanUs) {
            first = (first + 1) & (ring.length - 1);
            size--;
        }
        return size;
    }

    private void grow() {
        var larger = Arrays.copyOf(ring, 2 * ring.length);
        System.arraycopy(ring, first, larger, 0, ring.length - first);
        System.arraycopy(ring, 0, larger, ring.length - first, first);
        first = 0;
        ring = larger;
    }
}
