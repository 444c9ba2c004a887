package dev.spillway.support;

import dev.spillway.event.ContactKey;
import dev.spillway.event.DedupeKey;
import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.event.Origin;
import dev.spillway.event.Payload;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Events for tests that do not care what was written. */
public final class Events {
    private Events() {}

    /** A text message of a contact; the same key makes the same event. */
    public static Event message(String key, String phone, int shards) {
        return message(key, phone, shards, lately());
    }

    /** What happened long ago takes another way than what is told of within a day. The same whenever it is asked. */
    private static Instant lately() {
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

    /** The same of another kind, word and content. */
    private static Event like(Event message, EventKind kind, String type, String payload) {
        return new Event(
                message.id(),
                message.source(),
                kind,
                type,
                message.dedupeKey(),
                message.contactKey(),
                message.shard(),
                message.origin(),
                message.occurredAt(),
                Payload.of(payload),
                Payload.EMPTY);
    }

    /** A message that a business system wants sent; a repeat of it is recognised for so long. */
    public static Event send(String key, String phone, int shards, Duration known) {
        return like(message(key, phone, shards), EventKind.SEND, known.toString(), "{}");
    }

    /** A message with more in it than usual. */
    public static Event saying(String key, String phone, int shards, String text) {
        return like(message(key, phone, shards), EventKind.MESSAGE, "text", "{\"text\":\"" + text + "\"}");
    }

    /** A status of a message to a contact; in the contact's own shard. */
    public static Event status(String key, String phone, int shards) {
        var message = message(key, phone, shards);
        return like(message, EventKind.STATUS, "delivered", "{\"id\":\"wamid.1\",\"status\":\"delivered\"}");
    }

    /** Something of a kind nobody knows, about a contact. */
    public static Event opaque(String key, String phone, int shards) {
        return like(message(key, phone, shards), EventKind.OPAQUE, "novelty", "{\"novelty\":1}");
    }
}
