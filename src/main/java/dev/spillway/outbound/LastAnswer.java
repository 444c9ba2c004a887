package dev.spillway.outbound;

import dev.spillway.connector.HttpReply;
import dev.spillway.connector.Redaction;
import dev.spillway.event.Payload;
import dev.spillway.json.Masking;
import org.jspecify.annotations.Nullable;

/** What a destination said last about a delivery that was given up, for the people who look into it. */
final class LastAnswer {
    /** Enough for any error object of a backend that means to be read. */
    private static final int LENGTH_MAX = 400;

    private static final int BYTES_READ_MAX = 4096;

    /** As much as connectors read; what is longer cannot be read then, and is not shown. */
    private static final int BYTES_PARSED_MAX = 256 << 10;

    private LastAnswer() {}

    /**
     * Status and the beginning of the body, masked; empty if there was no reply.
     *
     * @param redaction of the connector
     */
    static String of(@Nullable HttpReply reply, Redaction redaction) {
        if (reply == null) return "";
        return (reply.status() + " "
                        + Masking.text(redaction.body(reply.headers(), head(reply, redaction)), LENGTH_MAX))
                .strip();
    }

    /** Fields that nobody may see are found in the whole of a body only. */
    private static Payload head(HttpReply reply, Redaction redaction) {
        var bytes = reply.body().bytes();
        var max = redaction.needsAll() ? BYTES_PARSED_MAX : BYTES_READ_MAX;
        return Payload.of(bytes, 0, Math.min(bytes.length, max));
    }
}
