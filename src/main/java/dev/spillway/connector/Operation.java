package dev.spillway.connector;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A canonical operation with its input.
 *
 * @param name e.g. {@code getOrder}, {@code addNote}, {@code sendText}
 * @param input JSON values as Map, List, String, Number, Boolean
 * @param context who asks and under which key
 */
public record Operation(String name, Map<String, Object> input, Context context) {
    public Operation {
        input = Collections.unmodifiableMap(new LinkedHashMap<>(input)); // JSON: may hold nulls
    }

    /** The same on these terms. */
    public Operation on(Terms terms) {
        return new Operation(name, input, context.on(terms));
    }

    /** Without its input, which may be personal. */
    @Override
    public String toString() {
        return "Operation[" + name + ", " + context + "]";
    }

    /**
     * On which terms it is asked.
     *
     * @param left how long it may take, from its begin; zero if nobody says
     * @param dryRun whether nothing is sent: it is only shown what would be
     */
    public record Terms(Duration left, boolean dryRun) {
        /** Nobody says. */
        public static final Terms NONE = new Terms(Duration.ZERO, false);

        /** So long. */
        public static Terms within(Duration left) {
            return new Terms(left.isNegative() ? Duration.ZERO : left, false);
        }

        /** To be shown. */
        public static Terms dry(Duration left) {
            return new Terms(left, true);
        }
    }

    /**
     * Who asks.
     *
     * @param eventId the event this belongs to
     * @param idempotencyKey the same for every attempt of the same piece of work; empty for reads
     * @param callbackData opaque text that a messaging provider hands back in statuses; empty if there is none
     * @param locale BCP 47, e.g. {@code es-MX}
     * @param attempt 1 for the first
     * @param ambiguous whether an earlier attempt may have reached the backend: look before you write
     * @param at when the attempt begins; stamps signatures
     * @param age how old the key may be when the last call of this attempt reaches the backend, which may have seen it first in
     *     an earlier one; of no meaning unless {@code ambiguous}
     * @param progress how far earlier attempts have got; null if this one begins at the beginning
     * @param terms of this attempt
     */
    public record Context(
            String eventId,
            String idempotencyKey,
            String callbackData,
            String locale,
            int attempt,
            boolean ambiguous,
            Instant at,
            Duration age,
            @Nullable Progress progress,
            Terms terms) {
        /** One that begins at the beginning. */
        public Context(
                String eventId,
                String idempotencyKey,
                String callbackData,
                String locale,
                int attempt,
                boolean ambiguous,
                Instant at,
                Duration age) {
            this(eventId, idempotencyKey, callbackData, locale, attempt, ambiguous, at, age, null, Terms.NONE);
        }

        /** With a key that is new. */
        public Context(
                String eventId,
                String idempotencyKey,
                String callbackData,
                String locale,
                int attempt,
                boolean ambiguous,
                Instant at) {
            this(eventId, idempotencyKey, callbackData, locale, attempt, ambiguous, at, Duration.ZERO);
        }

        /** Without a time, for connectors that sign nothing. */
        public Context(
                String eventId,
                String idempotencyKey,
                String callbackData,
                String locale,
                int attempt,
                boolean ambiguous) {
            this(eventId, idempotencyKey, callbackData, locale, attempt, ambiguous, Instant.EPOCH);
        }

        /** The context of a live look-up. */
        public static Context lookup(String eventId, String locale) {
            return new Context(eventId, "", "", locale, 1, false);
        }

        /** The same on these terms. */
        public Context on(Terms other) {
            return new Context(
                    eventId, idempotencyKey, callbackData, locale, attempt, ambiguous, at, age, progress, other);
        }

        /** The same, behind what earlier attempts have done. */
        public Context behind(Progress done) {
            return new Context(eventId, idempotencyKey, callbackData, locale, attempt, ambiguous, at, age, done, terms);
        }

        /** The same at another time. */
        public Context at(Instant now) {
            return new Context(
                    eventId, idempotencyKey, callbackData, locale, attempt, ambiguous, now, age, progress, terms);
        }
    }
}
