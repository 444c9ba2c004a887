package dev.spillway.consent;

import dev.spillway.event.ContactKey;
import dev.spillway.event.DedupeKey;
import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.event.Origin;
import dev.spillway.event.Payload;
import dev.spillway.gate.Change;
import dev.spillway.gate.Facts.Held;
import dev.spillway.gate.SendClass;
import dev.spillway.json.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Events of kind {@code CONSENT}, one for each category, so that whoever passes them on has one operation for each. Their payload is
 * {@link Change#map}, and beside it:
 *
 * <pre>
 * category   the only one of categories
 * granted    whether it is allowed now
 * occurredAt when it was said, ISO 8601, as backends want it
 * since      ms when the change was accepted first; left out where this event is that first
 * copied     true where it is brought from one alias to another: it goes no further
 * </pre>
 *
 * <p>They have no time of their own: what was said long ago is no old event.
 */
final class ConsentEvents {
    private static final String SINCE = "since";
    private static final String COPIED = "copied";

    private ConsentEvents() {}

    /**
     * A change that an event told.
     *
     * @param since when it was accepted first
     * @param copied whether it was brought here from another alias
     */
    record Told(Change change, Instant since, boolean copied) {}

    /** What a person said in an event that has come home: goes into the same shard, behind it. */
    static List<Event> following(Event cause, Change change, Instant acceptedAt) {
        var shard = cause.shard();
        return each(change)
                .map(one -> event(
                        cause.source(),
                        "consent:" + cause.id() + ":" + word(one) + ":"
                                + one.kind().word(),
                        new Place(cause.contactKey(), shard, cause.origin(), true),
                        one,
                        payload(one, acceptedAt, false),
                        Person.of(cause).payload()))
                .toList();
    }

    /**
     * What somebody else told of a person; finds its way home by itself.
     *
     * @param key names the telling: a repeat has the same
     */
    static List<Event> told(String source, String key, Person person, Change change, int shards) {
        var contact = person.keys().get(0);
        var origin = new Origin("", source, "");
        return each(change)
                .map(one -> event(
                        source,
                        key + ":" + word(one),
                        new Place(contact, contact.shard(shards), origin, false),
                        one,
                        payload(one),
                        person.payload()))
                .toList();
    }

    /** The same for an alias, where it stays. */
    static Event copy(Event event, Told told, ContactKey alias, int shards) {
        return event(
                event.source(),
                "copy:" + event.id() + ":" + alias.value(),
                new Place(alias, alias.shard(shards), event.origin(), true),
                told.change(),
                payload(told.change(), told.since(), true),
                event.person());
    }

    /** What one alias knows, for another. */
    static Event copy(Held held, ContactKey alias, int shards) {
        var change = held.change();
        var key = String.join(
                ":",
                "joined",
                alias.value(),
                change.tenant(),
                word(change),
                change.kind().word(),
                String.valueOf(change.at().toEpochMilli()));
        return event(
                "spillway",
                key,
                new Place(alias, alias.shard(shards), Origin.NONE, true),
                change,
                payload(change, held.since(), true),
                Payload.EMPTY);
    }

    /** What an event tells; empty if it cannot be read. */
    static Optional<Told> read(Event event, Instant acceptedAt) {
        var map = new LinkedHashMap<>(Person.object(event.payload()));
        map.putIfAbsent("at", acceptedAt.toEpochMilli());
        var since = map.get(SINCE) instanceof Number ms ? Instant.ofEpochMilli(ms.longValue()) : acceptedAt;
        return Change.read(map).map(change -> new Told(change, since, Boolean.TRUE.equals(map.get(COPIED))));
    }

    private static java.util.stream.Stream<Change> each(Change change) {
        return change.categories().stream().map(change::about);
    }

    private static String word(Change one) {
        return one.categories().stream().map(SendClass::word).findFirst().orElse("");
    }

    private static Map<String, Object> payload(Change one) {
        var payload = new LinkedHashMap<>(one.map());
        payload.put("category", word(one));
        payload.put("granted", one.kind().allows());
        payload.put("occurredAt", one.at().toString());
        return payload;
    }

    private static Map<String, Object> payload(Change one, Instant since, boolean copied) {
        var payload = payload(one);
        payload.put(SINCE, since.toEpochMilli());
        if (copied) payload.put(COPIED, true);
        return payload;
    }

    private record Place(ContactKey contact, int shard, Origin origin, boolean stays) {}

    private static Event event(
            String source, String key, Place place, Change change, Map<String, Object> payload, Payload person) {
        var dedupe = new DedupeKey(key);
        return new Event(
                dedupe.id(source),
                source,
                EventKind.CONSENT,
                change.kind().word(),
                dedupe,
                place.contact,
                place.shard,
                place.origin,
                null,
                Json.write(payload),
                person,
                place.stays);
    }
}
