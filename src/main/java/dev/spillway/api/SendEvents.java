package dev.spillway.api;

import dev.spillway.api.Senders.Sender;
import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.event.Origin;
import dev.spillway.event.Payload;
import dev.spillway.json.Json;
import dev.spillway.lane.Delivery;
import dev.spillway.lane.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Events of kind {@code SEND}: a message on its way to the lane of its sender. Payload, version 1:
 *
 * <pre>
 * {"v":1, "clientRef":"…", "destination":"main", "priority":"NORMAL", "operation":"sendText", "input":{…}, "locale":"es-MX"}
 * </pre>
 */
final class SendEvents {
    static final String SOURCE = "api";
    static final String STEP = "message";
    private static final int VERSION = 1;
    private static final Origin ORIGIN = new Origin("", "", "messages");

    private SendEvents() {}

    /** @param repeatsKnown how long the same again is a repeat */
    static Event of(Posted posted, Sender sender, int shards, Duration repeatsKnown) {
        var key = Fingerprint.of(sender.tenant(), posted);
        var contact = posted.recipient().contact();
        return new Event(
                key.id(SOURCE),
                SOURCE,
                EventKind.SEND,
                repeatsKnown.toString(),
                key,
                contact,
                contact.shard(shards),
                ORIGIN,
                null,
                payload(posted, sender),
                posted.recipient().person());
    }

    private static Payload payload(Posted posted, Sender sender) {
        var payload = new LinkedHashMap<String, Object>();
        payload.put("v", VERSION);
        payload.put("clientRef", posted.clientRef());
        payload.put("destination", sender.name());
        payload.put("priority", posted.priority().name());
        payload.put("operation", posted.operation());
        payload.put("input", posted.asked(sender.tenant()));
        payload.put("locale", posted.locale());
        return Json.write(payload);
    }

    /**
     * What an event leads to.
     *
     * @throws IllegalArgumentException if it cannot be read
     */
    static Sending read(Event event, Instant acceptedAt) {
        var json = Json.object(event.payload());
        var delivery = new Delivery(
                event.id().step(STEP),
                text(json, "destination"),
                Priority.valueOf(text(json, "priority")),
                event.contactKey(),
                event.id(),
                acceptedAt,
                STEP,
                text(json, "operation"),
                Json.asObject(json.get("input")),
                text(json, "locale"),
                false);
        return new Sending(delivery, text(json, "clientRef"));
    }

    /** A message for a lane, and the caller's own name for it. */
    record Sending(Delivery delivery, String clientRef) {}

    private static String text(Map<String, Object> json, String key) {
        if (json.get(key) instanceof String text) return text;
        throw new IllegalArgumentException("a stored message without " + key);
    }
}
