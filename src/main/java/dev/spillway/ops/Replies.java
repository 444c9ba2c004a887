package dev.spillway.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.spillway.event.GatewayException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes answers. Those of failures say what we mean them to say; causes go to the log. */
final class Replies {
    private static final Logger LOG = LoggerFactory.getLogger(Replies.class);
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private Replies() {}

    static void json(RoutingContext context, int status, Object body) {
        try {
            context.response().setStatusCode(status);
            text(context, "application/json", JSON.writeValueAsString(body) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("our records are JSON", e);
        }
    }

    static void text(RoutingContext context, String type, String body) {
        context.response().putHeader(HttpHeaders.CONTENT_TYPE, type);
        context.end(body).onFailure(gone -> LOG.atDebug().log("ops.client.gone"));
    }

    static void error(RoutingContext context, int status, String message) {
        json(context, status, Map.of("status", status, "message", message));
    }

    /** The same, where an {@link IllegalArgumentException} says what was wrong with the question. */
    static void refusal(RoutingContext context, Throwable cause) {
        if (cause instanceof IllegalArgumentException) error(context, 400, String.valueOf(cause.getMessage()));
        else failure(context, cause);
    }

    static void failure(RoutingContext context, Throwable cause) {
        if (cause instanceof GatewayException known) known(context, known);
        else context.fail(cause);
    }

    private static void known(RoutingContext context, GatewayException known) {
        var status = status(known.kind());
        json(context, status, Map.of("status", status, "kind", known.kind(), "message", message(known)));
    }

    static int status(GatewayException.Kind kind) {
        return switch (kind) {
            case REJECTED -> 400;
            case OVERLOADED, UNAVAILABLE, FENCED -> 503;
        };
    }

    private static String message(GatewayException known) {
        return String.valueOf(known.getMessage());
    }

    static void defect(RoutingContext context) {
        LOG.atError().setCause(context.failure()).log("ops.defect");
        error(context, 500, "a defect of ours; the log has it");
    }
}
