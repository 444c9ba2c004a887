package dev.spillway.connector;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of a step's calls.
 *
 * @param number from 0
 * @param values of {@link Repeat.Each}; else empty
 * @param cursor of {@link Repeat.Pages}; null on the first page
 * @param gathered of the pages before
 */
record Round(int number, List<?> values, @Nullable Object cursor, List<Object> gathered) {
    /** The address of this page; null if it is the step's own. */
    @Nullable
    String at(Repeat repeat) {
        var address = repeat instanceof Repeat.Pages pages && pages.as() == null;
        return address && cursor != null ? cursor.toString() : null;
    }

    Round next() {
        return new Round(number + 1, values, cursor, gathered);
    }

    boolean last() {
        return number + 1 >= values.size();
    }
}
