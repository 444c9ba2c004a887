package dev.spillway.inbox;

import dev.spillway.event.GatewayException;
import io.vertx.core.AsyncResult;
import io.vertx.redis.client.Response;
import java.util.List;

/**
 * One script call and its end: an answer of Redis ends it at once. A broken connection does not: the script may still run,
 * until its deadline has passed.
 */
final class RedisAccept {
    private final List<Waiting> events;
    private final AcceptParts parts;
    private Throwable cause = new GatewayException(GatewayException.Kind.UNAVAILABLE, "Redis did not answer in time");
    private boolean answered;
    private boolean settled;
    private boolean late;

    RedisAccept(List<Waiting> events, AcceptParts parts) {
        this.events = events;
        this.parts = parts;
    }

    /** Whether the connection has told how it ended, be it that it broke. */
    boolean isAnswered() {
        return answered;
    }

    /** Whether every event has its receipt. */
    boolean isSettled() {
        return settled;
    }

    /** Whether the script found its deadline passed. */
    boolean wasLate() {
        return late;
    }

    void answered(AsyncResult<Response> done) {
        answered = true;
        if (done.succeeded()) took(done.result().toString());
        else if (done.cause() instanceof GatewayException unknown) cause = unknown;
        else refused(done.cause());
    }

    /** Streams have grown, also when nobody waits for it any more. */
    private void took(String answer) {
        late = AcceptScript.fate(answer, 0) == AcceptScript.Fate.LATE;
        AcceptScript.tellWatermarks(answer, events, parts.watermarks());
        if (settled) return;
        settled = true;
        for (var i = 0; i < events.size(); i++) settle(events.get(i), AcceptScript.fate(answer, i));
    }

    private void settle(Waiting event, AcceptScript.Fate fate) {
        parts.metrics().answered(fate);
        event.settle(fate.receipt());
    }

    private void refused(Throwable why) {
        if (settled) return;
        settled = true;
        parts.metrics().failed(events.size());
        fail(new GatewayException(GatewayException.Kind.UNAVAILABLE, "Redis refused: " + why.getMessage()));
    }

    /** The deadline has passed: what has no receipt by now was not taken, or is in Redis since a while. */
    void giveUp() {
        if (settled) return;
        settled = true;
        parts.metrics().lost(events.size());
        fail(cause);
    }

    private void fail(Throwable why) {
        for (var event : events) event.fail(why);
    }
}
