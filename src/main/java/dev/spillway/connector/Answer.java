package dev.spillway.connector;

import dev.spillway.json.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A reply, read as JSON if it is JSON, whatever it calls itself.
 *
 * @param body null if there is none or it cannot be read
 * @param flaw why the body cannot be read; empty if it can or there is none
 */
record Answer(
        int status,
        Map<String, String> headers,
        Map<String, String> cookies,
        @Nullable Object body,
        String flaw) {
    /** As much as an expression may touch. */
    private static final int BYTES_MAX = 256 * 1024;

    static Answer of(HttpReply reply) {
        if (reply.body().isEmpty()) return new Answer(reply.status(), reply.headers(), reply.cookies(), null, "");
        if (reply.body().length() > BYTES_MAX) return unread(reply, "is larger than " + BYTES_MAX + " bytes");
        try {
            return new Answer(reply.status(), reply.headers(), reply.cookies(), Json.read(reply.body()), "");
        } catch (IllegalArgumentException e) {
            return unread(reply, "is no JSON");
        }
    }

    private static Answer unread(HttpReply reply, String flaw) {
        return new Answer(reply.status(), reply.headers(), reply.cookies(), null, flaw);
    }
}
