package dev.spillway.event;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One fact out of a webhook: a message, a status, an opt-out, a payment. Immutable.
 *
 * @param id stable over repeats: derived from source and dedupe key
 * @param source name of the configured source it came from, e.g. {@code meta}
 * @param kind what it is about; decides how long its dedupe key lives
 * @param type the provider's own word inside the kind, e.g. {@code text}, {@code delivered}, {@code APPROVED}
 * @param dedupeKey what makes a repeat a repeat
 * @param contactKey whose event it is; picks the shard
 * @param shard where it lives, {@code 0 <= shard < shards}
 * @param origin where inside the provider's envelope it was found
 * @param occurredAt the provider's own time; null for kinds that carry none
 * @param payload the exact JSON bytes of the event's own element, untouched
 * @param person the exact JSON bytes of the {@code contacts[]} element that belongs to it; empty if there is none
 * @param moved whether it was brought to its contact's home from where another alias of that contact had put it
 */
public record Event(
        EventId id,
        String source,
        EventKind kind,
        String type,
        DedupeKey dedupeKey,
        ContactKey contactKey,
        int shard,
        Origin origin,
        @Nullable Instant occurredAt,
        Payload payload,
        Payload person,
        boolean moved) {
    /** An event where its own contact key puts it. */
    public Event(
            EventId id,
            String source,
            EventKind kind,
            String type,
            DedupeKey dedupeKey,
            ContactKey contactKey,
            int shard,
            Origin origin,
            @Nullable Instant occurredAt,
            Payload payload,
            Payload person) {
        this(id, source, kind, type, dedupeKey, contactKey, shard, origin, occurredAt, payload, person, false);
    }

    /**
     * How long the dedupe key lives in Redis: as its kind has it, but for {@link EventKind#SEND}, whose {@link #type()} says so as an
     * ISO 8601 duration; it travels with the event, so that all nodes count alike however each is set up.
     */
    public Duration dedupeTtl() {
        return kind == EventKind.SEND ? Duration.parse(type) : kind.dedupeTtl();
    }

    /** The same event under the key that its contact's home has. It is not moved again: what is accepted there ends there. */
    public Event movedTo(ContactKey home, int shards) {
        return new Event(
                id, source, kind, type, dedupeKey, home, home.shard(shards), origin, occurredAt, payload, person, true);
    }
}
