package dev.spillway.ingress;

import dev.spillway.event.GatewayException;
import dev.spillway.json.Json;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where a reason becomes a status, and a failure a reason. Replies say only what is written here. */
final class ErrorReplies {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorReplies.class);
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence METHODS = HttpHeaders.createOptimized("GET, POST");

    private final Map<Reason, Buffer> bodies = new EnumMap<>(Reason.class);
    private final CharSequence retryAfter;

    ErrorReplies(Duration retryAfter) {
        this.retryAfter = HttpHeaders.createOptimized(Long.toString(retryAfter.toSeconds()));
        for (var reason : Reason.values()) bodies.put(reason, body(reason, "\"" + message(reason) + "\""));
    }

    /** @param message a JSON text */
    private static Buffer body(Reason reason, String message) {
        return Buffer.buffer("{\"error\":\"" + reason.tag() + "\",\"message\":" + message + "}");
    }

    /** Why the inbox did not take events. */
    static Reason reason(Throwable cause) {
        if (!(cause instanceof GatewayException known)) return Reason.DEFECT;
        return switch (known.kind()) {
            case OVERLOADED, UNAVAILABLE, FENCED -> Reason.INBOX_FAILED;
            case REJECTED -> Reason.DEFECT;
        };
    }

    static int status(Reason reason) {
        return switch (reason) {
            case NOT_JSON -> 400;
            case MISSING_SIGNATURE, MALFORMED_SIGNATURE, WRONG_SIGNATURE, STALE_SIGNATURE -> 401;
            case WRONG_TOKEN -> 403;
            case UNKNOWN_SOURCE -> 404;
            case METHOD -> 405;
            case TOO_SLOW, GONE -> 408;
            case TOO_LARGE -> 413;
            case MISFIT -> 422;
            case DEFECT -> 500;
            case OVERLOADED, INBOX_FAILED, INBOX_LATE, PARTLY_FAILED -> 503;
        };
    }

    private static String message(Reason reason) {
        return switch (reason) {
            case UNKNOWN_SOURCE -> "there is no webhook at this path";
            case METHOD -> "this path does not know that method";
            case WRONG_TOKEN -> "the mode or the verify token is wrong";
            case MISSING_SIGNATURE -> "the header that holds the signature or the token is missing";
            case MALFORMED_SIGNATURE -> "the signature must be sha256= and 64 lower-case hex digits";
            case WRONG_SIGNATURE -> "the signature does not fit the body, or the token is wrong";
            case STALE_SIGNATURE -> "it was signed too long ago, or a clock is wrong";
            case NOT_JSON -> "the body is no JSON";
            case MISFIT -> "the body does not hold what is expected";
            case TOO_LARGE -> "the body is too large";
            case TOO_SLOW, GONE -> "the body did not arrive in time";
            case OVERLOADED -> "too much in flight, come again";
            case INBOX_FAILED, INBOX_LATE, PARTLY_FAILED -> "not everything could be stored, come again";
            case DEFECT -> "a mistake on our side";
        };
    }

    /** Answers; a sender who is too slow is left. */
    void send(HttpServerRequest request, Reason reason) {
        send(request, reason, Objects.requireNonNull(bodies.get(reason)));
    }

    /**
     * Answers in other words than the usual.
     *
     * @param detail empty for the usual words
     */
    void send(HttpServerRequest request, Reason reason, String detail) {
        if (detail.isEmpty()) send(request, reason);
        else send(request, reason, body(reason, Json.text(detail)));
    }

    private void send(HttpServerRequest request, Reason reason, Buffer body) {
        var status = status(reason);
        var response = request.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, JSON);
        if (status == 503) response.putHeader(HttpHeaders.RETRY_AFTER, retryAfter);
        if (status == 405) response.putHeader(HttpHeaders.ALLOW, METHODS);
        if (status == 408) response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        var sent = response.end(body);
        watched(status == 408 ? sent.eventually(() -> request.connection().close()) : sent);
    }

    /** A reply that nobody is there to read is no failure: the provider comes again. */
    static void watched(Future<Void> sent) {
        sent.onFailure(gone -> LOG.atDebug().log("reply.unread"));
    }
}
