package dev.spillway.ledger;

import java.time.Instant;
import java.util.Map;

/**
 * One line of a trace. Texts that are not known are empty.
 *
 * @param at when it happened
 * @param event the event it belongs to
 * @param step unique inside the event
 * @param kind lower-case name of a {@link LedgerEntry.Kind}
 * @param detail JSON values
 */
public record TraceRow(
        Instant at,
        String event,
        String step,
        String kind,
        String contact,
        String messageId,
        String deliveryId,
        String order,
        Map<String, Object> detail) {
    public TraceRow {
        detail = Map.copyOf(detail);
    }
}
