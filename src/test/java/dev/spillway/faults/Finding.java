package dev.spillway.faults;

import dev.spillway.faults.Journal.Acked;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that must not be.
 *
 * @param acked what the journal knows of the event; null if nothing
 */
record Finding(Breach breach, String what, @Nullable Acked acked) {
    /** A delivery that came again though it was not out when anything was hurt. */
    static Finding repeated(Deliveries.Delivery delivery, List<Acked> journal) {
        var acked = journal.stream()
                .filter(one -> delivery.id().startsWith(one.fact().event()))
                .findFirst()
                .orElse(null);
        return new Finding(Breach.DOUBLED, "came again without excuse: " + delivery.key(), acked);
    }

    /** Which promise is broken. */
    enum Breach {
        LOST,
        DOUBLED,
        MISORDERED
    }
}
