package dev.spillway.connector;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What expressions and templates of an operation can see: {@code in}, {@code ctx}, what steps saved and, while an answer is
 * judged, {@code status}, {@code headers} and {@code body}. Immutable.
 */
final class Scope {
    /** Names that are always taken. */
    static final Set<String> OWN = Set.of("in", "ctx", "status", "headers", "body");

    private final Map<String, Object> values;

    private Scope(Map<String, Object> values) {
        this.values = values;
    }

    static Scope of(Operation operation) {
        var context = operation.context();
        var ctx = new LinkedHashMap<String, Object>();
        ctx.put("eventId", context.eventId());
        ctx.put("idempotencyKey", context.idempotencyKey());
        ctx.put("callbackData", context.callbackData());
        ctx.put("locale", context.locale());
        ctx.put("attempt", context.attempt());
        return new Scope(Map.of("in", operation.input(), "ctx", ctx));
    }

    /** A missing value hides an earlier one of the same name. */
    Scope with(String name, @Nullable Object value) {
        var grown = new HashMap<>(values);
        if (value == null) grown.remove(name);
        else grown.put(name, value);
        return new Scope(grown);
    }

    Scope withAnswer(Answer answer) {
        return with("status", answer.status()).with("headers", answer.headers()).with("body", answer.body());
    }

    /** As input and as bindings: {@code in.x} at the top of an expression, {@code $in.x} anywhere in it. */
    Map<String, Object> values() {
        return values;
    }

    /** The single value at a path, as text; null if there is none or it is no single value. */
    @Nullable
    String text(List<String> path) {
        Object at = values;
        for (var name : path) at = at instanceof Map<?, ?> map ? map.get(name) : null;
        return at instanceof String || at instanceof Number || at instanceof Boolean ? at.toString() : null;
    }
}
