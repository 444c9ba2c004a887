package dev.spillway.ladder;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the number of an option may be, both ends included. */
record Range(String option, int least, int most) {
    /**
     * Takes what was given.
     *
     * @param value null = the option was left out
     * @throws IllegalArgumentException when it may not be that; its message says what may be
     */
    void check(@Nullable Integer value) {
        if (value == null || (value >= least && value <= most)) return;
        throw new IllegalArgumentException(
                String.format(Locale.ROOT, "%s is %d; it must be from %d to %d", option, value, least, most));
    }
}
