package dev.spillway.flow;

import dev.spillway.lane.Delivery;
import dev.spillway.ledger.LedgerEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that an event led to; committed at once or not at all.
 *
 * @param deliveries what shall leave
 * @param settled ids of deliveries in the same shard that need no further attempt, because a status has shown they arrived
 * @param session the contact's new session; null leaves the old one
 * @param entries for the ledger
 */
public record Run(
        List<Delivery> deliveries,
        List<String> settled,
        @Nullable Session session,
        List<LedgerEntry> entries) {
    public Run {
        deliveries = List.copyOf(deliveries);
        settled = List.copyOf(settled);
        entries = List.copyOf(entries);
    }
}
