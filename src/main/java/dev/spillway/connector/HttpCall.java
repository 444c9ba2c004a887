package dev.spillway.connector;

import dev.spillway.event.Payload;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One HTTP call a connector wants. {@link #toString()} shows method and host only: all else may hold secrets and people.
 *
 * @param method upper case
 * @param uri absolute, http or https
 * @param headers names as they shall be sent
 * @param body empty for none
 * @param timeout of this call; the operation's deadline may end it sooner
 * @param write whether losing the answer leaves us not knowing if something changed
 * @param tolls what it pays to limits of the backend's
 */
public record HttpCall(
        String method,
        URI uri,
        Map<String, String> headers,
        Payload body,
        Duration timeout,
        boolean write,
        List<Toll> tolls) {
    public HttpCall {
        headers = Map.copyOf(headers);
        tolls = List.copyOf(tolls);
    }

    /** One that keeps no limit but its destination's. */
    public HttpCall(
            String method, URI uri, Map<String, String> headers, Payload body, Duration timeout, boolean write) {
        this(method, uri, headers, body, timeout, write, List.of());
    }

    @Override
    public String toString() {
        return method + " " + uri.getScheme() + "://" + uri.getAuthority() + "/…";
    }
}
