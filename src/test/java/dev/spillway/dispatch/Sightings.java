package dev.spillway.dispatch;

import dev.spillway.event.ContactKey;
import dev.spillway.event.DedupeKey;
import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.event.Origin;
import dev.spillway.event.Payload;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Messages of people known by phone, by user id, or by both. */
final class Sightings {
    static final int SHARDS = 64;

    private Sightings() {}

    static Event byPhone(String phone, int number) {
        return event(EventKind.MESSAGE, "text", ContactKey.ofPhone(phone), "{\"id\":\"wamid." + number + "\"}", null);
    }

    static Event byUser(String user) {
        var person = "{\"profile\":{\"name\":\"Rocío\"},\"user_id\":\"" + user + "\"}";
        return event(EventKind.MESSAGE, "text", ContactKey.ofUser(user), "{}", person);
    }

    static Event byBoth(String user, String phone) {
        return event(EventKind.MESSAGE, "text", ContactKey.ofUser(user), "{}", contact(user, phone));
    }

    static String contact(String user, String phone) {
        return "{\"profile\":{\"name\":\"Rocío\"},\"wa_id\":\"" + phone + "\",\"user_id\":\"" + user + "\"}";
    }

    static Event idChanged(String before, String now) {
        var payload = "{\"detail\":\"User id changed\",\"user_id\":{\"previous\":\"" + before + "\",\"current\":\""
                + now + "\"},\"timestamp\":1795100400}";
        return event(
                EventKind.USER_ID, "user_id_update", ContactKey.ofUser(before), payload, contact(now, "5215550104321"));
    }

    static Event event(EventKind kind, String type, ContactKey contact, String payload, @Nullable String person) {
        return placed(kind, type, contact, payload, person, contact.shard(SHARDS));
    }

    static Event placed(
            EventKind kind, String type, ContactKey contact, String payload, @Nullable String person, int shard) {
        var key = new DedupeKey(kind + contact.value() + payload + person);
        return new Event(
                key.id("meta"),
                "meta",
                kind,
                type,
                key,
                contact,
                shard,
                new Origin("104820561237744", "118264500913347", "messages"),
                Instant.parse("2026-11-22T10:00:00Z"),
                Payload.of(payload),
                person == null ? Payload.EMPTY : Payload.of(person));
    }
}
