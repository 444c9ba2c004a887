package dev.spillway.whatsapp;

import dev.spillway.event.Payload;
import dev.spillway.json.Json;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A JSON object that may be anything: what is missing or of another kind reads as empty. */
record Body(Map<?, ?> values) {
    private static final Body EMPTY = new Body(Map.of());

    /** Anything that is not a JSON object reads as an empty one. */
    static Body of(Payload payload) {
        try {
            return new Body(Json.object(payload));
        } catch (IllegalArgumentException e) {
            return EMPTY;
        }
    }

    /** The same of a value that has been read already. */
    static Body of(@Nullable Object value) {
        return object(value);
    }

    /** A text of an input that may hold anything. */
    static String text(Map<?, ?> input, String key) {
        return new Body(input).text(key);
    }

    boolean has(String key) {
        return values.get(key) != null;
    }

    Body at(String key) {
        return object(values.get(key));
    }

    /** The first object of a list. */
    Body first(String key) {
        return values.get(key) instanceof List<?> list && !list.isEmpty() ? object(list.get(0)) : EMPTY;
    }

    /** A list of anything; empty if it is none. */
    List<?> list(String key) {
        return values.get(key) instanceof List<?> list ? list : List.of();
    }

    /** What of a list is an object. */
    List<Body> objects(String key) {
        return list(key).stream()
                .filter(Map.class::isInstance)
                .map(Body::object)
                .toList();
    }

    String text(String key) {
        return values.get(key) instanceof String text ? text : "";
    }

    OptionalInt number(String key) {
        return values.get(key) instanceof Number number ? OptionalInt.of(number.intValue()) : OptionalInt.empty();
    }

    boolean isTrue(String key) {
        return Boolean.TRUE.equals(values.get(key));
    }

    private static Body object(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? new Body(map) : EMPTY;
    }
}
