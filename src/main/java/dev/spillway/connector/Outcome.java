package dev.spillway.connector;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an operation ended: expected endings are values, not exceptions.
 *
 * @param kind which ending
 * @param value the canonical output when {@link Kind#DONE} (or what is known of the existing record when
 *     {@link Kind#DUPLICATE}); otherwise empty
 * @param reason for people, without personal data or secrets; empty when done
 * @param code the backend's own error code, e.g. {@code 131056}; empty if there is none
 * @param retryAfter the backend's wish, a floor; null if it expressed none
 * @param scope the limit that it is about, by its name in the connector; empty if it is about the whole backend
 */
public record Outcome(
        Kind kind,
        Map<String, Object> value,
        String reason,
        String code,
        @Nullable Duration retryAfter,
        String scope) {

    /** The code of an {@link Kind#AMBIGUOUS} write that is not repeated, since nothing could tell it from a second one. */
    public static final String POSSIBLE_DUPLICATE = "possible_duplicate";

    /** The scope of a {@link Kind#THROTTLED} that is about how much came in the last second, no more. */
    public static final String THROUGHPUT = "throughput";

    /** The scope of a {@link Kind#CONTACT_THROTTLED} after which a person is left alone for long, and asked but once more. */
    public static final String MARKETING = "marketing";

    /** The scope of a {@link Kind#THROTTLED} that is about what goes out by the same template. */
    public static final String TEMPLATE = "template";

    /** Without its value, which may be personal. */
    @Override
    public String toString() {
        return "Outcome[" + kind + ", " + value.size() + " members, reason=" + reason + ", code=" + code
                + ", retryAfter=" + retryAfter + ", scope=" + scope + "]";
    }

    /** The endings of every operation. */
    public enum Kind {
        /** Done; the value is the canonical output. */
        DONE,
        /** No such record: a normal result of a look-up. */
        NOT_FOUND,
        /** It was there already; counts as success of a write. */
        DUPLICATE,
        /** The token is too old; a new one will do. */
        AUTH_EXPIRED,
        /** The grant or key is dead; a person has to act. The destination is paused. */
        AUTH_REVOKED,
        /** The whole destination, or what is under one of its limits, is asked to slow down. Spends no attempt. */
        THROTTLED,
        /** Only this contact is asked to wait. The destination goes on. */
        CONTACT_THROTTLED,
        /** A daily quota is used up. The destination is paused for all that nobody waits for. */
        QUOTA_EXHAUSTED,
        /** The record is locked for a moment. */
        LOCKED,
        /** The data was rejected; repeating it will not help. */
        INVALID,
        /** Our mapping or set-up is wrong; a person has to act. */
        CONFIG,
        /** It did not happen: refused, not connected, 5xx. */
        UNAVAILABLE,
        /** Nobody knows whether it happened: the answer to a write was lost. */
        AMBIGUOUS,
        /** Some items were done, some not; see {@link Step.Done#items()} where they are pieces of work of their own. */
        PARTIAL
    }

    public Outcome {
        value = Collections.unmodifiableMap(new LinkedHashMap<>(value)); // JSON: may hold nulls
    }

    /** About the whole backend. */
    public Outcome(Kind kind, Map<String, Object> value, String reason, String code, @Nullable Duration retryAfter) {
        this(kind, value, reason, code, retryAfter, "");
    }

    /** Done, with the canonical output. */
    public static Outcome done(Map<String, Object> value) {
        return new Outcome(Kind.DONE, value, "", "", null);
    }

    /** Any ending without a value. */
    public static Outcome of(Kind kind, String reason) {
        return new Outcome(kind, Map.of(), reason, "", null);
    }

    /** The same with the backend's own code. */
    public Outcome withCode(String code) {
        return new Outcome(kind, value, reason, code, retryAfter, scope);
    }

    /** The same with the backend's wish for when to come again. */
    public Outcome withRetryAfter(@Nullable Duration retryAfter) {
        return new Outcome(kind, value, reason, code, retryAfter, scope);
    }

    /** The same about one limit. */
    public Outcome withScope(String scope) {
        return new Outcome(kind, value, reason, code, retryAfter, scope);
    }

    /** Whether what was asked for is now so. */
    public boolean succeeded() {
        return kind == Kind.DONE || kind == Kind.DUPLICATE;
    }
}
