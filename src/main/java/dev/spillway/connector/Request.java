package dev.spillway.connector;

import dev.spillway.connector.Outcome.Kind;
import dev.spillway.event.Payload;
import dev.spillway.json.Expression;
import dev.spillway.json.ExpressionException;
import dev.spillway.json.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the HTTP call of one step.
 *
 * @param name for reasons
 * @param body null for none
 * @param headers authentication among them
 * @param keyHeader carries the idempotency key; null if none does
 * @param write whether losing its answer leaves us not knowing
 */
record Request(
        String name,
        String method,
        UrlTemplate url,
        Map<String, Template> headers,
        @Nullable String keyHeader,
        @Nullable Expression body,
        Duration timeout,
        boolean write) {

    /**
     * Throws {@link Ended} if the input does not allow it.
     *
     * @param writes how many writes the operation has done before
     */
    HttpCall call(Scope scope, int writes) {
        var payload = body == null ? Payload.EMPTY : payload(body, scope);
        return new HttpCall(method, url.fill(scope), headers(scope, writes), payload, timeout, write);
    }

    private Map<String, String> headers(Scope scope, int writes) {
        var filled = new LinkedHashMap<String, String>();
        headers.forEach((header, template) -> {
            if (!template.isBlank(scope)) filled.put(header, sendable(header, template.fill(scope, null)));
        });
        if (keyHeader != null) filled.put(keyHeader, sendable(keyHeader, key(scope, writes)));
        return filled;
    }

    /** The same on every attempt; a second write under the same key would be taken for a repeat of the first. */
    private static String key(Scope scope, int writes) {
        var key = String.valueOf(scope.text(List.of("ctx", "idempotencyKey")));
        return writes == 0 ? key : key + "-" + (writes + 1);
    }

    /** A line break would begin a header of the input's choosing. */
    private String sendable(String header, String value) {
        if (value.chars().allMatch(c -> (c >= ' ' && c < 0x7F) || (c >= 0xA0 && c <= 0xFF))) return value;
        throw Ended.with(Kind.INVALID, name + ": the value of header " + header + " holds a character it must not");
    }

    private Payload payload(Expression expression, Scope scope) {
        try {
            var value = expression.evaluate(scope.values(), scope.values());
            if (value != null) return Json.write(value);
        } catch (ExpressionException | IllegalArgumentException e) {
            throw Ended.with(Kind.CONFIG, name + ".body: " + e.getMessage());
        }
        throw Ended.with(Kind.CONFIG, name + ".body: yields nothing");
    }
}
