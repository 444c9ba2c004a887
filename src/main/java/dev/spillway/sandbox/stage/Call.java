package dev.spillway.sandbox.stage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request to a simulator.
 *
 * @param parameters those of the path and of the query
 * @param bearer the token of the Authorization header; empty if there is none
 * @param idempotencyKey that header; empty if there is none
 */
public record Call(
        Instant at,
        String method,
        String path,
        Map<String, String> parameters,
        String bearer,
        String idempotencyKey,
        String body) {

    public Call {
        parameters = Map.copyOf(parameters);
    }

    public static Call of(RoutingContext context, Instant at) {
        var request = context.request();
        var parameters = new HashMap<String, String>();
        context.queryParams().forEach(entry -> parameters.put(entry.getKey(), entry.getValue()));
        parameters.putAll(context.pathParams());
        var body = context.body().asString();
        return new Call(
                at,
                request.method().name(),
                request.path(),
                parameters,
                bearer(request.getHeader("Authorization")),
                orEmpty(request.getHeader("Idempotency-Key")),
                orEmpty(body));
    }

    /** A parameter; empty if there is none. */
    public String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** A whole number from the query, brought into 0..max; the fallback if there is none. */
    public int number(String name, int fallback, int max) {
        var text = parameter(name);
        if (!text.matches("\\d{1,9}")) return fallback;
        return Math.min(max, Integer.parseInt(text));
    }

    public Optional<ObjectNode> json() {
        return Json.object(body);
    }

    private static String bearer(@Nullable String header) {
        return header != null && header.startsWith("Bearer ") ? header.substring(7) : "";
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
