package dev.spillway.connector;

import dev.spillway.event.Payload;
import java.util.Map;

/**
 * A backend's answer.
 *
 * @param status 100..599
 * @param headers names in lower case; of a repeated header the last value
 * @param body at most as large as room {@code outbound} allows
 */
public record HttpReply(int status, Map<String, String> headers, Payload body) {
    public HttpReply {
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return "HttpReply[" + status + "]";
    }
}
