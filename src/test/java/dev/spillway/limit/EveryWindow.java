package dev.spillway.limit;

import java.util.Arrays;

/** A judge who counts what came in every stretch of time, wherever it begins. */
final class EveryWindow {
    private long[] arrivals = new long[1024];
    private int size;

    void came(long micros) {
        if (size == arrivals.length) arrivals = Arrays.copyOf(arrivals, 2 * size);
        arrivals[size++] = micros;
    }

    /** The most that came in any {@code [t, t + micros)} that begins at a time or later. */
    int most(long windowMicros, long from) {
        var sorted = Arrays.copyOf(arrivals, size);
        Arrays.sort(sorted);
        var most = 0;
        for (int first = 0, end = 0; first < size; first++) {
            while (end < size && sorted[end] < sorted[first] + windowMicros) end++;
            if (sorted[first] >= from) most = Math.max(most, end - first);
        }
        return most;
    }

    /** When the first came; the end of time if none did. */
    long first() {
        return Arrays.stream(arrivals, 0, size).min().orElse(Long.MAX_VALUE);
    }

    /** How many came between two times. */
    int between(long from, long to) {
        return (int) Arrays.stream(arrivals, 0, size)
                .filter(at -> at >= from && at < to)
                .count();
    }
}
