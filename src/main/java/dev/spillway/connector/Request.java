package dev.spillway.connector;

import dev.spillway.connector.Outcome.Kind;
import dev.spillway.event.Payload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the HTTP call of one step.
 *
 * @param name for reasons
 * @param headers authentication among them, unless it is a signature
 * @param signature of the body; null if nobody asks for one
 * @param body null for none
 * @param keyHeader carries the idempotency key; null if none does
 * @param timeouts how long the call may take
 * @param write whether losing its answer leaves us not knowing
 * @param tolls what it pays
 */
record Request(
        String name,
        String method,
        UrlTemplate url,
        Map<String, Template> headers,
        @Nullable Signature signature,
        @Nullable String keyHeader,
        @Nullable Body body,
        Timeouts timeouts,
        boolean write,
        List<TollPlan> tolls) {
    private static final Body.Content NOTHING = new Body.Content("", Payload.EMPTY);

    /**
     * Throws {@link Ended} if the input does not allow it.
     *
     * @param writes how many writes the operation has done before
     */
    HttpCall call(Scope scope, int writes) {
        var content = body == null ? NOTHING : body.fill(scope);
        return new HttpCall(
                method,
                url.fill(scope),
                headers(scope, writes, content),
                content.payload(),
                timeouts,
                write,
                tolls(scope));
    }

    /** What it pays. */
    List<Toll> tolls(Scope scope) {
        return tolls.stream().map(plan -> plan.at(scope)).toList();
    }

    private Map<String, String> headers(Scope scope, int writes, Body.Content content) {
        var filled = new LinkedHashMap<String, String>();
        if (body != null) filled.put("Content-Type", content.type());
        headers.forEach((header, template) -> {
            filled.keySet().removeIf(header::equalsIgnoreCase);
            if (!template.isBlank(scope)) filled.put(header, sendable(header, template.fill(scope, null)));
        });
        if (keyHeader != null) filled.put(keyHeader, sendable(keyHeader, key(scope, writes)));
        if (signature != null) filled.putAll(signature.of(scope, content.payload()));
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
}
