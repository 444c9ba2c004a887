package dev.spillway.sandbox.stage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request to a simulator. */
public final class Call {
    private final Instant at;
    private final String method;
    private final String path;
    private final Map<String, String> parameters;
    private final String bearer;
    private final String idempotencyKey;
    private final String host;
    private final String body;
    private @Nullable ObjectNode json;
    private boolean read;

    /**
     * What is not JSON in it.
     *
     * @param parameters those of the path and of the query
     * @param bearer the token of the Authorization header; empty if there is none
     * @param idempotencyKey that header; empty if there is none
     * @param host by which the caller knows the simulator, with its port
     */
    public record Head(
            Instant at,
            String method,
            String path,
            Map<String, String> parameters,
            String bearer,
            String idempotencyKey,
            String host) {}

    public Call(Head head, String body) {
        this.at = head.at;
        this.method = head.method;
        this.path = head.path;
        this.parameters = Map.copyOf(head.parameters);
        this.bearer = head.bearer;
        this.idempotencyKey = head.idempotencyKey;
        this.host = head.host;
        this.body = body;
    }

    static Call of(RoutingContext context, Instant at) {
        var request = context.request();
        var parameters = new HashMap<String, String>();
        context.queryParams().forEach(entry -> parameters.put(entry.getKey(), entry.getValue()));
        parameters.putAll(context.pathParams());
        var head = new Head(
                at,
                request.method().name(),
                request.path(),
                parameters,
                bearer(request.getHeader("Authorization")),
                orEmpty(request.getHeader("Idempotency-Key")),
                request.authority() == null ? "" : request.authority().toString());
        return new Call(head, orEmpty(context.body().asString()));
    }

    public Instant at() {
        return at;
    }

    public String method() {
        return method;
    }

    public String path() {
        return path;
    }

    /** The token of the Authorization header; empty if there is none. */
    public String bearer() {
        return bearer;
    }

    /** That header; empty if there is none. */
    public String idempotencyKey() {
        return idempotencyKey;
    }

    /** By which the caller knows the simulator, with its port. */
    public String host() {
        return host;
    }

    public String body() {
        return body;
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

    /** The body as an object, read once; empty if it is none. */
    public Optional<ObjectNode> json() {
        if (!read) json = Json.object(body).orElse(null);
        read = true;
        return Optional.ofNullable(json);
    }

    private static String bearer(@Nullable String header) {
        return header != null && header.startsWith("Bearer ") ? header.substring(7) : "";
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
