package dev.spillway.flow;

import dev.spillway.event.Event;
import dev.spillway.gate.Change;
import dev.spillway.gate.Fact;
import dev.spillway.lane.Delivery;
import dev.spillway.ledger.LedgerEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that an event led to; committed at once or not at all.
 *
 * @param deliveries what shall leave
 * @param settled ids of deliveries in the same shard that need no further attempt, because a status has shown they arrived
 * @param session the contact's new session; null leaves the old one
 * @param entries for the ledger
 * @param changes what the contact said of what they allow; whoever runs the flows makes facts and events of it
 * @param facts what is to be remembered of the contact
 * @param next events of the same shard that follow: put into its inbox
 */
public record Run(
        List<Delivery> deliveries,
        List<String> settled,
        @Nullable Session session,
        List<LedgerEntry> entries,
        List<Change> changes,
        List<Fact> facts,
        List<Event> next) {
    public Run {
        deliveries = List.copyOf(deliveries);
        settled = List.copyOf(settled);
        entries = List.copyOf(entries);
        changes = List.copyOf(changes);
        facts = List.copyOf(facts);
        next = List.copyOf(next);
    }

    /** One that nothing is to be remembered of, and nothing follows. */
    public Run(List<Delivery> deliveries, List<String> settled, @Nullable Session session, List<LedgerEntry> entries) {
        this(deliveries, settled, session, entries, List.of(), List.of(), List.of());
    }

    /** The same, with more that leaves and more for the ledger. */
    public Run beside(List<Delivery> more, List<? extends LedgerEntry> rows) {
        return new Run(both(deliveries, more), settled, session, both(entries, rows), changes, facts, next);
    }

    /** The same, with what the contact said of what they allow. */
    public Run saying(List<Change> more) {
        return new Run(deliveries, settled, session, entries, both(changes, more), facts, next);
    }

    /** The same, with more to be remembered of the contact. */
    public Run knowing(List<Fact> more) {
        return new Run(deliveries, settled, session, entries, changes, both(facts, more), next);
    }

    /** The same, with more events that follow. */
    public Run followedBy(List<Event> more) {
        return new Run(deliveries, settled, session, entries, changes, facts, both(next, more));
    }

    private static <T> List<T> both(List<T> list, List<? extends T> more) {
        var all = new ArrayList<T>(list);
        all.addAll(more);
        return all;
    }
}
