package dev.spillway.sandbox.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;

/**
 * What a simulator answers.
 *
 * @param effect whether the call changed something: a message was accepted, a note was made
 * @param retryAfterS the Retry-After header in seconds; 0 = none
 * @param ready the answer waits for it, however it ends
 */
public record Answer(int status, JsonNode body, boolean effect, int retryAfterS, Future<?> ready) {

    public static Answer of(int status, JsonNode body) {
        return new Answer(status, body, false, 0, Future.succeededFuture());
    }

    public static Answer error(int status, String name) {
        return of(status, Json.object().put("error", name));
    }

    /** For a call that changed something. */
    public static Answer done(int status, JsonNode body) {
        return new Answer(status, body, true, 0, Future.succeededFuture());
    }

    public Answer retryAfter(int seconds) {
        return new Answer(status, body, effect, seconds, ready);
    }

    public Answer after(Future<?> other) {
        return new Answer(status, body, effect, retryAfterS, other);
    }
}
