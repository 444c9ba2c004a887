package dev.spillway.ingress.meta;

import dev.spillway.event.CallbackData;
import dev.spillway.event.ContactKey;
import dev.spillway.event.DedupeKey;
import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.event.Origin;
import dev.spillway.event.Payload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes events of one envelope, once all of it has been read. */
final class Assembly {
    private static final String HISTORY = "history";

    private final String source;
    private final int shards;
    private final List<Event> events = new ArrayList<>();

    Assembly(String source, int shards) {
        this.source = source;
        this.shards = shards;
    }

    List<Event> of(Envelope envelope) {
        for (var entry : envelope.entries()) add(entry);
        for (var stray : envelope.strays()) stray(new Found(Origin.NONE, "", null, stray));
        return events;
    }

    private void add(Entry entry) {
        for (var change : entry.changes()) {
            for (var value : change.values()) add(entry, change.field(), value);
        }
        var origin = new Origin(entry.account(), "", "");
        for (var stray : entry.strays()) stray(new Found(origin, "", entry.time(), stray));
    }

    private void add(Entry entry, String field, Value value) {
        var place = new Found(
                new Origin(entry.account(), value.channel(), field),
                value.displayNumber(),
                entry.time(),
                new Part(Shape.STRAY, field, value.whole()));
        if (isWhole(field, value)) {
            whole(place);
            return;
        }
        for (var part : value.parts()) part(place.with(shaped(part, field)), value.people());
        for (var stray : value.strays()) stray(place.with(stray));
    }

    /** A flow's value has {@code errors} of its own: they are part of that one event. */
    private static boolean isWhole(String field, Value value) {
        if (value.hasArrays()) return false;
        return value.parts().isEmpty() || Whole.kind(field) != EventKind.OPAQUE;
    }

    private static Part shaped(Part part, String field) {
        var late = part.shape() == Shape.MESSAGE && field.equals(HISTORY);
        return late ? new Part(Shape.HISTORY_MEDIA, part.name(), part.element()) : part;
    }

    private void part(Found found, People people) {
        var shape = found.part().shape();
        var key = shape.key(found);
        if (key == null) {
            stray(found);
            return;
        }
        var who = shape.who(found);
        var named = new Named(shape.kind(), shape.word(found), key);
        events.add(event(found, named, contactKey(who, found.origin()), people.of(who)));
    }

    private void whole(Found found) {
        var kind = Whole.kind(found.origin().field());
        var named = new Named(kind, Whole.word(kind, found), Keys.whole(found));
        events.add(event(found, named, contactKey(null, found.origin()), Payload.EMPTY));
    }

    private void stray(Found found) {
        var named = new Named(EventKind.OPAQUE, Shape.STRAY.word(found), Keys.bytes(found));
        events.add(event(found, named, contactKey(null, found.origin()), Payload.EMPTY));
    }

    /** What the shape of an element decides. */
    private record Named(EventKind kind, String word, String key) {}

    private Event event(Found found, Named named, ContactKey contact, Payload person) {
        var key = new DedupeKey(named.key());
        var id = key.id(source);
        var shard = shard(found, named.kind(), contact);
        var json = found.part().element().json();
        return new Event(
                id,
                source,
                named.kind(),
                named.word(),
                key,
                contact,
                shard,
                found.origin(),
                occurredAt(found),
                json,
                person);
    }

    /** A status that carries our own mark goes where the message it is about lives. */
    private int shard(Found found, EventKind kind, ContactKey contact) {
        var mark = kind == EventKind.STATUS ? found.at(Place.CALLBACK_DATA) : null;
        if (mark == null) return contact.shard(shards);
        return CallbackData.parse(mark, shards).map(CallbackData::shard).orElseGet(() -> contact.shard(shards));
    }

    private static @Nullable Instant occurredAt(Found found) {
        var own = Stamp.of(found.at(Place.TIMESTAMP, found.at(Place.LISTED_AT, "")));
        return own != null ? own : Stamp.of(found.entryTime());
    }

    private ContactKey contactKey(@Nullable Who who, Origin origin) {
        var person = who == null ? null : who.key();
        if (person != null) return person;
        if (!origin.channel().isEmpty()) return ContactKey.ofChannel(origin.channel());
        return origin.account().isEmpty() ? ContactKey.ofSource(source) : ContactKey.ofAccount(origin.account());
    }
}
