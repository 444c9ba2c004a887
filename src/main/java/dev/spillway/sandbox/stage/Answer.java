package dev.spillway.sandbox.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * What a simulator answers.
 *
 * @param effect whether the call changed something: a message was accepted, a note was made
 * @param retryAfterS the Retry-After header in seconds; 0 = none
 * @param ready the answer waits for it, however it ends
 * @param file sent in place of the body; null = the body is sent
 */
public record Answer(
        int status,
        JsonNode body,
        boolean effect,
        int retryAfterS,
        Future<?> ready,
        @Nullable File file) {

    /** What is no JSON. */
    public record File(String contentType, Buffer content) {}

    public static Answer of(int status, JsonNode body) {
        return new Answer(status, body, false, 0, Future.succeededFuture(), null);
    }

    public static Answer error(int status, String name) {
        return of(status, Json.object().put("error", name));
    }

    /** For a call that changed something. */
    public static Answer done(int status, JsonNode body) {
        return new Answer(status, body, true, 0, Future.succeededFuture(), null);
    }

    /** 200 and a file. */
    public static Answer bytes(String contentType, Buffer content) {
        var file = new File(contentType, content);
        return new Answer(200, Json.object(), false, 0, Future.succeededFuture(), file);
    }

    public Answer retryAfter(int seconds) {
        return new Answer(status, body, effect, seconds, ready, file);
    }

    public Answer after(Future<?> other) {
        return new Answer(status, body, effect, retryAfterS, other, file);
    }
}
