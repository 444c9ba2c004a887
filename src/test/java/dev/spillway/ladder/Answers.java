package dev.spillway.ladder;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.buffer.Buffer;
import java.util.regex.Pattern;

/** Finds the ends of answers in what a connection brings: only what a gateway answers, which always tells a body's length. */
final class Answers {
    private static final Pattern LENGTH = Pattern.compile("\\r\\ncontent-length: *(\\d+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");
    private static final String END = "\r\n\r\n";

    private String rest = "";

    /**
     * Takes some bytes.
     *
     * @return the status of the answer that ended with them; 0 if none did, -1 if this is no HTTP
     */
    int take(Buffer bytes) {
        rest += bytes.toString(US_ASCII);
        var head = rest.indexOf(END);
        if (head < 0) return 0;
        var status = STATUS.matcher(rest);
        var length = LENGTH.matcher(rest).region(0, head);
        if (!status.lookingAt() || !length.find()) return -1;
        var whole = head + END.length() + Integer.parseInt(length.group(1));
        if (rest.length() < whole) return 0;
        rest = rest.substring(whole);
        return Integer.parseInt(status.group(1));
    }
}
