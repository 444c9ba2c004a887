package dev.spillway.support;

import dev.spillway.event.ContactKey;
import dev.spillway.event.DedupeKey;
import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.event.Origin;
import dev.spillway.event.Payload;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Events for tests that do not care what was written. */
public final class Events {
    private Events() {}

    /** A text message of a contact; the same key makes the same event. */
    public static Event message(String key, String phone, int shards) {
        return message(key, phone, shards, today());
    }

    /** Not so long ago that its dedupe key might be forgotten; the same for all, so that a repeat is a repeat. */
    private static Instant today() {
        return Clock.systemUTC().instant().truncatedTo(ChronoUnit.DAYS);
    }

    /** A text message that happened at a certain time. */
    public static Event message(String key, String phone, int shards, Instant occurredAt) {
        var dedupe = new DedupeKey(key);
        var contact = ContactKey.ofPhone(phone);
        return new Event(
                dedupe.id("meta"),
                "meta",
                EventKind.MESSAGE,
                "text",
                dedupe,
                contact,
                contact.shard(shards),
                new Origin("104820561237744", "118264500913347", "messages"),
                occurredAt,
                Payload.of("{\"id\":\"" + key + "\",\"text\":{\"body\":\"¿Dónde está? 🧥\"}}"),
                Payload.EMPTY);
    }

    /** A status of a message to a contact; in the contact's own shard. */
    public static Event status(String key, String phone, int shards) {
        var message = message(key, phone, shards);
        return new Event(
                message.id(),
                message.source(),
                EventKind.STATUS,
                "delivered",
                message.dedupeKey(),
                message.contactKey(),
                message.shard(),
                message.origin(),
                message.occurredAt(),
                Payload.of("{\"id\":\"wamid.1\",\"status\":\"delivered\"}"),
                Payload.EMPTY);
    }
}
