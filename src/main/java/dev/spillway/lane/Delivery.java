package dev.spillway.lane;

import dev.spillway.event.ContactKey;
import dev.spillway.event.EventId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One durable piece of outgoing work: one backend operation, or one WhatsApp message.
 *
 * @param id event id + step: the idempotency key; a second run of the same event makes the same ids
 * @param destination where it goes: the name of a backend or of a sender
 * @param priority which of the destination's queues
 * @param contact whose it is: one contact's deliveries to one destination go one at a time
 * @param event the event that caused it
 * @param acceptedAt when that event was accepted; names the day its ledger rows are kept under
 * @param step the flow's step, e.g. {@code order-status.note}
 * @param operation canonical operation
 * @param input the operation's input: JSON values only
 * @param locale BCP 47
 * @param answers whether its outcome shall come back to the flow as an event of kind {@code RESULT}
 */
public record Delivery(
        String id,
        String destination,
        Priority priority,
        ContactKey contact,
        EventId event,
        Instant acceptedAt,
        String step,
        String operation,
        Map<String, Object> input,
        String locale,
        boolean answers) {
    public Delivery {
        input = Collections.unmodifiableMap(new LinkedHashMap<>(input)); // JSON: may hold nulls
    }

    /** Without its input, which may be personal. */
    @Override
    public String toString() {
        return "Delivery[" + id + ", " + operation + " of " + destination + "]";
    }
}
