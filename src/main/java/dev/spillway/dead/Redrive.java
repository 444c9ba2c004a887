package dev.spillway.dead;

import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.inbox.Entry;
import dev.spillway.json.Json;
import dev.spillway.lane.Delivery;
import dev.spillway.lane.Priority;
import dev.spillway.ledger.LedgerEntry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of a shard does with an event of kind {@code REDRIVE}. Ids stay what they were: a backend that had it after
 * all sees the same idempotency key.
 */
public sealed interface Redrive {

    /** The line of the audit trail that says so, for the same commit. */
    LedgerEntry row();

    /**
     * Put this delivery into its lane, its attempts start anew. Whether an attempt before its death arrived is not known: it
     * counts as ambiguous from the start, so that the backend is asked before a write is repeated.
     *
     * @param delivery in the lowest priority; its step ends in {@code ~n}, so that the ledger keeps the attempts of every time
     */
    record OfDelivery(Delivery delivery, LedgerEntry row) implements Redrive {}

    /**
     * Run this event again, as for the first time. It was seen before, of course: it must not be asked whether it is a repeat.
     *
     * @param event with the id it always had
     */
    record OfEvent(Event event, LedgerEntry row) implements Redrive {}

    /**
     * Whom a line in the ledger or a dead letter is about.
     *
     * @param mark what tells its steps from those of the times before; empty if there were none
     */
    record Subject(Event event, String mark) {}

    /** Of an event that goes around again that event, under the id it always had; of any other itself. Pure. */
    static Subject subject(Event event) {
        if (event.kind() != EventKind.REDRIVE) return new Subject(event, "");
        try {
            return Reading.subject(event, Json.object(event.payload()));
        } catch (IllegalArgumentException e) {
            return new Subject(event, "");
        }
    }

    /**
     * Reads an entry of kind {@code REDRIVE}. Pure.
     *
     * @throws IllegalArgumentException if it cannot be read
     */
    static Redrive read(Entry entry) {
        return Reading.of(entry, Json.object(entry.event().payload()));
    }

    /** The parts of reading. */
    final class Reading {
        private static final Pattern REDRIVEN = Pattern.compile("~\\d{1,9}$");

        private Reading() {}

        private static Redrive of(Entry entry, Map<String, Object> json) {
            var redrive = number(json.get("redrive"));
            if (json.get("delivery") instanceof String stored) return delivery(entry, redrive, stored);
            if (json.get("event") instanceof String stored) return event(entry, redrive, stored);
            throw new IllegalArgumentException("a redrive of nothing that this version knows");
        }

        private static Subject subject(Event event, Map<String, Object> json) {
            if (!(json.get("event") instanceof String stored)) return new Subject(event, "");
            return new Subject(Held.event(event.shard(), stored), "~" + number(json.get("redrive")));
        }

        private static int number(@Nullable Object value) {
            return value instanceof Number number ? number.intValue() : 1;
        }

        private static Redrive delivery(Entry entry, int redrive, String stored) {
            var was = Held.delivery(stored);
            var delivery = new Delivery(
                    was.id(),
                    was.destination(),
                    Priority.BULK,
                    was.contact(),
                    was.event(),
                    was.acceptedAt(),
                    REDRIVEN.matcher(was.step()).replaceFirst("") + "~" + redrive,
                    was.operation(),
                    was.input(),
                    was.locale(),
                    was.answers());
            return new OfDelivery(delivery, row(entry, delivery, redrive));
        }

        private static LedgerEntry row(Entry entry, Delivery delivery, int redrive) {
            var detail = new LinkedHashMap<String, Object>();
            detail.put("destination", delivery.destination());
            detail.put("operation", delivery.operation());
            detail.put("priority", delivery.priority().name());
            detail.put("redrive", redrive);
            return new LedgerEntry.Row(
                    delivery.event(),
                    delivery.acceptedAt(),
                    delivery.step(),
                    LedgerEntry.Kind.QUEUED,
                    entry.acceptedAt(),
                    delivery.contact().value(),
                    "",
                    delivery.id(),
                    order(delivery),
                    detail);
        }

        private static String order(Delivery delivery) {
            var order = delivery.input().get("orderNumber");
            return order == null ? "" : String.valueOf(order);
        }

        private static Redrive event(Entry entry, int redrive, String stored) {
            var event = Held.event(entry.event().shard(), stored);
            var row = new LedgerEntry.Row(
                    event.id(),
                    entry.acceptedAt(),
                    "redriven~" + redrive,
                    LedgerEntry.Kind.RECEIVED,
                    entry.acceptedAt(),
                    event.contactKey().value(),
                    "",
                    "",
                    "",
                    Map.of("redrive", redrive));
            return new OfEvent(event, row);
        }
    }
}
