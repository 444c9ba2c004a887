package dev.spillway.ladder;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The middle of several measurements. */
final class Median {
    private Median() {}

    /** Of an even number the mean of the two in the middle; NaN of none. */
    static <T> double of(List<T> all, ToDoubleFunction<T> figure) {
        if (all.isEmpty()) return Double.NaN;
        var sorted = all.stream().mapToDouble(figure).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
