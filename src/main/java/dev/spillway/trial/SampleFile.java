package dev.spillway.trial;

import dev.spillway.connector.Outcome;
import dev.spillway.yaml.Default;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Samples of a connector: what it sends and what it makes of the answers.
 *
 * @param params of the instance on trial
 * @param login the calls that obtain a login, before those of each sample
 * @param samples each played for itself
 * @param webhooks what comes in by itself
 */
public record SampleFile(
        @Default Map<String, String> params,
        @Default List<Exchange> login,
        List<Sample> samples,
        @Default List<Incoming> webhooks) {
    /**
     * One operation.
     *
     * @param name says what is shown, e.g. {@code an order that is there}
     * @param input of the operation
     * @param batch instead of an input: several pieces that go in one call
     * @param key its idempotency key
     * @param attempt 1 for the first
     * @param ambiguous whether an earlier attempt may have reached the backend
     * @param age how long ago the first such began
     * @param login whether the login comes first; false where the calls hold one of their own, or none is needed
     * @param calls in order
     * @param outcome what it comes to
     */
    public record Sample(
            String name,
            String operation,
            @Default Map<String, Object> input,
            @Default List<Piece> batch,
            @Default("evt-1.step") String key,
            @Default("1") int attempt,
            @Default("false") boolean ambiguous,
            @Default("PT0S") Duration age,
            @Default("true") boolean login,
            @Default List<Exchange> calls,
            Expected outcome) {}

    /**
     * One of several pieces of work that go in one call.
     *
     * @param key its own idempotency key
     */
    public record Piece(@Default Map<String, Object> input, String key) {}

    /** A request and its answer. */
    public record Exchange(Asked request, Answered answer) {}

    /**
     * A request as it must be. A text {@code *} stands for anything.
     *
     * @param url whole, e.g. {@code https://acme.example/orders/1}, without query; TLS is not played
     * @param query all parameters
     * @param headers these at least; none named here may be missing
     * @param body JSON; null for none
     * @param form fields of a form
     * @param multipart parts of a multipart body, by name
     * @param text a body that is none of these
     */
    public record Asked(
            String method,
            URI url,
            @Default Map<String, String> query,
            @Default Map<String, String> headers,
            @Nullable Object body,
            @Nullable Map<String, String> form,
            @Default Map<String, Part> multipart,
            @Nullable String text) {}

    /**
     * A part of a multipart body.
     *
     * @param value its text, or a file's bytes read as UTF-8
     * @param filename empty if it is no file
     * @param type its media type
     */
    public record Part(
            @Default String value,
            @Default String filename,
            @Default String type) {}

    /**
     * An answer.
     *
     * @param headers a list's items are headers of the same name
     * @param body JSON
     * @param text a body that is none
     * @param lost the connection breaks instead, after the request was taken
     */
    public record Answered(
            @Default("200") int status,
            @Default Map<String, Object> headers,
            @Nullable Object body,
            @Nullable String text,
            @Default("false") boolean lost) {}

    /**
     * How an operation ends.
     *
     * @param kind a canonical ending, e.g. {@code done}, {@code not_found}
     * @param value the canonical output, whole
     * @param retryAfter the wish of the backend; null for none
     * @param reason a part of it
     * @param items of a batch, how each piece ends
     */
    public record Expected(
            Outcome.Kind kind,
            @Default Map<String, Object> value,
            @Default String code,
            @Nullable Duration retryAfter,
            @Default String reason,
            @Default List<Expected> items) {}

    /**
     * A webhook.
     *
     * @param path with its query
     * @param body every character of it
     * @param at when it comes in, ISO 8601
     * @param events what it says, in order
     * @param refused why it is refused instead: {@code missing}, {@code wrong} or {@code stale} signature, {@code not_json} or
     *     {@code misfit}; empty if it is not
     * @param reason a part of what is said of one that cannot be read
     */
    public record Incoming(
            String name,
            @Default("POST") String method,
            @Default("/hooks/sample") String path,
            @Default Map<String, String> headers,
            @Default String body,
            @Default("1970-01-01T00:00:00Z") String at,
            @Default List<Told> events,
            @Default String refused,
            @Default String reason) {
        public Incoming {
            checkTime(at);
        }

        /** When it comes in. */
        Instant time() {
            return Instant.parse(at);
        }
    }

    /**
     * What a webhook says of one thing that happened. A text {@code *} stands for anything.
     *
     * @param at ISO 8601
     * @param data JSON, whole; null if it does not matter
     */
    public record Told(
            String type,
            @Default("*") String id,
            @Default String phone,
            @Default String userId,
            @Default String name,
            @Default String record,
            @Default String channel,
            @Default String at,
            @Nullable Object data) {
        public Told {
            if (!at.isEmpty() && !at.equals("*")) checkTime(at);
        }
    }

    private static void checkTime(String at) {
        try {
            Instant.parse(at);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "at must be a time in ISO 8601 with its offset, such as 2026-11-30T16:00:00Z, was " + at, e);
        }
    }
}
