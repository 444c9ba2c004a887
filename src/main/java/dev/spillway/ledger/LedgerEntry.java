package dev.spillway.ledger;

import dev.spillway.event.EventId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What goes through the ledger's stream into Postgres. Writing any of them twice changes nothing. */
public sealed interface LedgerEntry {

    /**
     * One line of the audit trail, unique by (event, step).
     *
     * @param event the event it belongs to
     * @param acceptedAt when that event was accepted: its day is the partition
     * @param step unique inside the event, e.g. {@code received}, {@code order-status.lookup}, {@code
     *     order-status.reply.attempt.1}
     * @param kind which sort of line
     * @param at when it happened
     * @param contact whose; empty if nobody's
     * @param messageId the provider's message id; empty if there is none
     * @param deliveryId the delivery; empty if there is none
     * @param order the order number; empty if there is none
     * @param detail JSON values; no secrets, no message bodies
     */
    record Row(
            EventId event,
            Instant acceptedAt,
            String step,
            Kind kind,
            Instant at,
            String contact,
            String messageId,
            String deliveryId,
            String order,
            Map<String, Object> detail)
            implements LedgerEntry {
        public Row {
            detail = Collections.unmodifiableMap(new LinkedHashMap<>(detail)); // JSON: may hold nulls
        }
    }

    /** The sorts of lines, in the order one event usually makes them. */
    enum Kind {
        /** An event was accepted and reached its owner. */
        RECEIVED,
        /** Which flow and branch took it, or why none did. */
        RULE,
        /** A live look-up, with result and duration. */
        LOOKUP,
        /** A delivery was put into a lane. */
        QUEUED,
        /** A delivery was tried, with result and duration. */
        ATTEMPT,
        /** A status came back for a message we sent. */
        STATUS,
        /** The event's run failed and will come again. */
        RETRY,
        /** An event or a delivery was given up. */
        DEAD
    }

    /**
     * Feed of {@code event_seen}: this event was accepted as that inbox entry.
     *
     * @param occurredAt the provider's time; null if it gave none, then the time of acceptance names the day
     */
    record Seen(EventId event, @Nullable Instant occurredAt, Instant acceptedAt, String entryId)
            implements LedgerEntry {}

    /**
     * What is known of a message we sent. Merged by message id: the highest rank wins, known parts are kept.
     *
     * @param messageId the provider's id
     * @param deliveryId ours; empty if not known from here
     * @param sender the business number; empty if not known from here
     * @param contact whom it went to; empty if not known from here
     * @param state the provider's word, e.g. {@code read}
     * @param rank later states rank higher
     * @param at when it took that state
     * @param error the provider's error code when failed; else empty
     */
    record Message(
            String messageId,
            String deliveryId,
            String sender,
            String contact,
            String state,
            int rank,
            Instant at,
            String error)
            implements LedgerEntry {}

    /**
     * What a person allows changed, in one category; unique by (event, category).
     *
     * @param event that told it
     * @param shard where the contact lives
     * @param contact the key of the person's home, or of an alias
     * @param tenant whom it is about; empty if there is but one
     * @param category what it is about
     * @param change what the person wants, a word such as {@code stop}
     * @param at when, by who told it
     * @param acceptedAt when it was accepted first, under whatever alias
     * @param source how it is known, a word such as {@code api}
     * @param who told it; empty if nobody knows
     * @param where it was told; empty if nobody knows
     */
    record Consent(
            EventId event,
            int shard,
            String contact,
            String tenant,
            String category,
            String change,
            Instant at,
            Instant acceptedAt,
            String source,
            String who,
            String where)
            implements LedgerEntry {}

    /**
     * Something given up, replayable by hand.
     *
     * @param id delivery id, or event id for an event that never ran
     * @param destination the delivery's destination; empty for an event
     * @param reason why, without personal data
     * @param lastAnswer what the destination said last, shortened and masked; empty if it said nothing or nobody knows
     * @param body what is needed to replay it: JSON of the delivery, or the event's stored form in base64
     */
    record DeadLetter(
            String id,
            EventId event,
            int shard,
            String destination,
            String contact,
            String reason,
            int attempts,
            Instant at,
            String lastAnswer,
            String body)
            implements LedgerEntry {

        /** One that no destination has said anything about. */
        public DeadLetter(
                String id,
                EventId event,
                int shard,
                String destination,
                String contact,
                String reason,
                int attempts,
                Instant at,
                String body) {
            this(id, event, shard, destination, contact, reason, attempts, at, "", body);
        }
    }
}
