package dev.spillway.outbound;

import dev.spillway.connector.HttpReply;
import dev.spillway.json.Masking;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a destination said last about a delivery that was given up, for the people who look into it. */
final class LastAnswer {
    /** Enough for any error object of a backend that means to be read. */
    private static final int LENGTH_MAX = 400;

    private static final int BYTES_READ_MAX = 4096;

    private LastAnswer() {}

    /** Status and the beginning of the body, masked; empty if there was no reply. */
    static String of(@Nullable HttpReply reply) {
        if (reply == null) return "";
        var view = reply.body().view();
        var head = view.slice(0, Math.min(view.remaining(), BYTES_READ_MAX));
        var text = StandardCharsets.UTF_8.decode(head).toString();
        return (reply.status() + " " + Masking.text(text, LENGTH_MAX)).strip();
    }
}
