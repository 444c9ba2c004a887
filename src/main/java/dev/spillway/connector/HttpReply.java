package dev.spillway.connector;

import dev.spillway.event.Payload;
import java.util.Map;

/**
 * A backend's answer.
 *
 * @param status 100..599
 * @param headers names in lower case; of a repeated header the last value
 * @param cookies those it sets, by name
 * @param body at most as large as room {@code outbound} allows
 */
public record HttpReply(int status, Map<String, String> headers, Map<String, String> cookies, Payload body) {
    public HttpReply {
        headers = Map.copyOf(headers);
        cookies = Map.copyOf(cookies);
    }

    /** One that sets no cookies. */
    public HttpReply(int status, Map<String, String> headers, Payload body) {
        this(status, headers, Map.of(), body);
    }

    @Override
    public String toString() {
        return "HttpReply[" + status + "]";
    }
}
