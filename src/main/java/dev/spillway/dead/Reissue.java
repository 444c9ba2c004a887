package dev.spillway.dead;

import dev.spillway.event.ContactKey;
import dev.spillway.event.DedupeKey;
import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.event.Origin;
import dev.spillway.event.Payload;
import dev.spillway.json.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A letter on its way back: an event of kind {@code REDRIVE} for the shard it died in. Its dedupe key names letter and time of
 * death, so that a job that was cut off may put the same death back again without effect. Payload, version 1:
 *
 * <pre>
 * {"v":1, "redrive":2, "delivery":"stored delivery"}   or   {"v":1, "redrive":2, "event":"stored event, base64"}
 * </pre>
 */
final class Reissue {
    static final int VERSION = 1;
    private static final String SOURCE = "dead";

    private Reissue() {}

    /**
     * The event that puts a letter back.
     *
     * @throws IllegalArgumentException if what it holds cannot be read
     */
    static Event of(StoredLetter stored) {
        var letter = stored.letter();
        var what = letter.isEvent() ? "event" : "delivery";
        var payload = new LinkedHashMap<String, Object>();
        payload.put("v", VERSION);
        payload.put("redrive", letter.redrives() + 1);
        payload.putAll(held(stored, what));
        var key = new DedupeKey("redrive:" + letter.id() + ":" + micros(letter.at()));
        return new Event(
                key.id(SOURCE),
                SOURCE,
                EventKind.REDRIVE,
                what,
                key,
                contact(stored),
                letter.shard(),
                Origin.NONE,
                null,
                Json.write(payload),
                Payload.EMPTY);
    }

    /** A redrive that died on its way is not put into another: what it held goes again. */
    private static Map<String, Object> held(StoredLetter stored, String what) {
        if (!stored.letter().isEvent()) return Map.of(what, stored.body());
        var event = Held.event(stored);
        if (event.kind() != EventKind.REDRIVE) return Map.of(what, stored.body());
        var held = new LinkedHashMap<>(Json.object(event.payload()));
        held.keySet().retainAll(Set.of("delivery", "event"));
        return held;
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    private static ContactKey contact(StoredLetter stored) {
        return stored.letter().isEvent()
                ? Held.event(stored).contactKey()
                : Held.delivery(stored).contact();
    }
}
