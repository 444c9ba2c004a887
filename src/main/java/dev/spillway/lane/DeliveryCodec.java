package dev.spillway.lane;

import dev.spillway.event.ContactKey;
import dev.spillway.event.EventId;
import dev.spillway.event.Payload;
import dev.spillway.json.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The stored form of a delivery: JSON, with a version so that old entries still read after an upgrade. */
public final class DeliveryCodec {
    private static final int VERSION = 1;

    private DeliveryCodec() {}

    /** Encodes a delivery. */
    public static Payload encode(Delivery delivery) {
        var json = new LinkedHashMap<String, Object>();
        json.put("v", VERSION);
        json.put("id", delivery.id());
        json.put("destination", delivery.destination());
        json.put("priority", delivery.priority().name());
        json.put("contact", delivery.contact().value());
        json.put("event", delivery.event().value());
        json.put("acceptedAt", delivery.acceptedAt().toEpochMilli());
        json.put("step", delivery.step());
        json.put("operation", delivery.operation());
        json.put("input", delivery.input());
        json.put("locale", delivery.locale());
        json.put("answers", delivery.answers());
        return Json.write(json);
    }

    /**
     * Decodes a delivery.
     *
     * @throws IllegalArgumentException if the bytes are no stored delivery
     */
    public static Delivery decode(Payload stored) {
        var json = Json.object(stored);
        return new Delivery(
                text(json, "id"),
                text(json, "destination"),
                Priority.valueOf(text(json, "priority")),
                new ContactKey(text(json, "contact")),
                new EventId(text(json, "event")),
                Instant.ofEpochMilli(((Number) json.getOrDefault("acceptedAt", 0)).longValue()),
                text(json, "step"),
                text(json, "operation"),
                input(json),
                text(json, "locale"),
                Boolean.TRUE.equals(json.get("answers")));
    }

    private static String text(Map<String, Object> json, String key) {
        return String.valueOf(json.get(key));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> input(Map<String, Object> json) {
        return json.get("input") instanceof Map<?, ?> input ? (Map<String, Object>) input : Map.of();
    }
}
