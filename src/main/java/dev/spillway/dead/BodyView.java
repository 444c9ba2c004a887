package dev.spillway.dead;

import dev.spillway.event.Payload;
import dev.spillway.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a letter holds, as JSON for people. Masked, texts are told by their length only: what people wrote has no pattern. */
final class BodyView {
    private BodyView() {}

    static Object of(StoredLetter stored, boolean full) {
        try {
            return stored.letter().isEvent() ? event(stored, full) : delivery(stored, full);
        } catch (IllegalArgumentException e) {
            return unreadable(stored.body(), full);
        }
    }

    private static Map<String, Object> unreadable(String body, boolean full) {
        return Map.of("unreadable", full ? body : masked(body));
    }

    private static Map<String, Object> delivery(StoredLetter stored, boolean full) {
        var delivery = Held.delivery(stored);
        var view = new LinkedHashMap<String, Object>();
        view.put("operation", delivery.operation());
        view.put("step", delivery.step());
        view.put("priority", delivery.priority().name());
        view.put("acceptedAt", delivery.acceptedAt().toString());
        view.put("locale", delivery.locale());
        view.put("answers", delivery.answers());
        view.put("input", shown(delivery.input(), full));
        return view;
    }

    private static Map<String, Object> event(StoredLetter stored, boolean full) {
        var event = Held.event(stored);
        var view = new LinkedHashMap<String, Object>();
        view.put("source", event.source());
        view.put("kind", event.kind().name());
        view.put("type", event.type());
        view.put("field", event.origin().field());
        view.put("occurredAt", String.valueOf(event.occurredAt()));
        view.put("payload", payload(event.payload(), full));
        return view;
    }

    private static @Nullable Object payload(Payload payload, boolean full) {
        try {
            return shown(Json.read(payload), full);
        } catch (IllegalArgumentException e) {
            return shown(payload.text(), full);
        }
    }

    private static @Nullable Object shown(@Nullable Object value, boolean full) {
        return full ? value : masked(value);
    }

    private static @Nullable Object masked(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) return masked(map);
        if (value instanceof List<?> list)
            return list.stream().map(each -> masked((Object) each)).toList();
        if (value instanceof String text) return masked(text);
        return value instanceof Number ? "*** number" : value;
    }

    private static Map<String, @Nullable Object> masked(Map<?, ?> map) {
        var masked = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((key, value) -> masked.put(String.valueOf(key), masked(value)));
        return masked;
    }

    private static String masked(String text) {
        return "*** " + text.length() + " characters";
    }
}
