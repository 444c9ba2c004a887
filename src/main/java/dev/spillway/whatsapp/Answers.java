package dev.spillway.whatsapp;

import dev.spillway.connector.HttpReply;
import dev.spillway.connector.Outcome;
import dev.spillway.connector.Outcome.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What the Cloud API's answers mean. A reason is made of our own words, the code and the trace id: never of theirs. */
final class Answers {
    private static final Pattern TRACE_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int GATEWAY_TIMEOUT = 504;

    private final ErrorTable errors;

    Answers(ErrorTable errors) {
        this.errors = errors;
    }

    /** To a message. */
    Outcome message(HttpReply reply) {
        return read(reply, Answers::accepted);
    }

    /** To a mark: there is nothing to be known but that it is done. */
    Outcome mark(HttpReply reply) {
        return read(reply, body -> Outcome.done(Map.of()));
    }

    private Outcome read(HttpReply reply, Function<Body, Outcome> accepted) {
        var body = Body.of(reply.body());
        var isGood = reply.status() / 100 == 2 && !body.has("error");
        var outcome = isGood ? accepted.apply(body) : refused(reply, body.at("error"));
        var retryAfter = RetryAfter.of(reply);
        return retryAfter.isPresent() ? outcome.withRetryAfter(retryAfter.get()) : outcome;
    }

    private static Outcome accepted(Body body) {
        var message = body.first("messages");
        var id = message.text("id");
        if (id.isEmpty()) return Outcome.of(Kind.AMBIGUOUS, "the answer names no message");
        var value = new LinkedHashMap<String, Object>(Map.of("messageId", id));
        putIfKnown(value, "messageStatus", message.text("message_status"));
        putIfKnown(value, "waId", body.first("contacts").text("wa_id"));
        return Outcome.done(value);
    }

    private static void putIfKnown(Map<String, Object> value, String key, String text) {
        if (!text.isEmpty()) value.put(key, text);
    }

    private Outcome refused(HttpReply reply, Body error) {
        var code = error.number("code");
        if (code.isEmpty()) return byStatus(reply.status(), error);
        var reaction = errors.find(code.getAsInt());
        var outcome = reaction.map(known -> Outcome.of(known.outcome(), reason(known.meaning(), code, error))
                        .withRetryAfter(known.retryAfter())
                        .withScope(known.scope()))
                .orElseGet(() -> byStatus(reply.status(), error));
        return outcome.withCode(Integer.toString(code.getAsInt()));
    }

    /** For codes nobody has described, and for answers that are not Meta's JSON. */
    private static Outcome byStatus(int status, Body error) {
        return Outcome.of(
                kindOf(status, error.isTrue("is_transient")), reason("HTTP " + status, error.number("code"), error));
    }

    private static Kind kindOf(int status, boolean isTransient) {
        // The gateway in front gave up waiting: what is behind it may have sent the message.
        if (status == GATEWAY_TIMEOUT) return Kind.AMBIGUOUS;
        if (isTransient || status >= 500 || status == 408) return Kind.UNAVAILABLE;
        return switch (status) {
            case 401 -> Kind.AUTH_REVOKED;
            case 429 -> Kind.THROTTLED;
            case 403, 404 -> Kind.CONFIG;
            default -> status < 400 ? Kind.CONFIG : Kind.INVALID;
        };
    }

    private static String reason(String meaning, OptionalInt code, Body error) {
        var trace = error.text("fbtrace_id");
        return meaning
                + (code.isPresent() ? " (code " + code.getAsInt() + ")" : "")
                + (TRACE_ID.matcher(trace).matches() ? ", fbtrace_id " + trace : "");
    }
}
