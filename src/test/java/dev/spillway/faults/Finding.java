package dev.spillway.faults;

import dev.spillway.faults.Journal.Acked;
import org.jspecify.annotations.Nullable;

/**
 * Something that must not be.
 *
 * @param acked what the journal knows of the event; null if nothing
 */
record Finding(Breach breach, String what, @Nullable Acked acked) {
    /** Which promise is broken. */
    enum Breach {
        LOST,
        DOUBLED,
        MISORDERED
    }
}
