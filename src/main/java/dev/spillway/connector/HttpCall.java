package dev.spillway.connector;

import dev.spillway.event.Payload;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One HTTP call a connector wants. {@link #toString()} shows method and host only: all else may hold secrets and people.
 *
 * @param method upper case
 * @param uri absolute, http or https
 * @param headers names as they shall be sent
 * @param body empty for none
 * @param timeouts of this call; the operation's deadline may end it sooner
 * @param write whether losing the answer leaves us not knowing if something changed
 * @param tolls what it pays to limits of the backend's
 */
public record HttpCall(
        String method,
        URI uri,
        Map<String, String> headers,
        Payload body,
        Timeouts timeouts,
        boolean write,
        List<Toll> tolls) {
    public HttpCall {
        headers = Map.copyOf(headers);
        tolls = List.copyOf(tolls);
    }

    /** One of which only the whole is bounded. */
    public HttpCall(
            String method,
            URI uri,
            Map<String, String> headers,
            Payload body,
            Duration timeout,
            boolean write,
            List<Toll> tolls) {
        this(method, uri, headers, body, Timeouts.of(timeout), write, tolls);
    }

    /** One that keeps no limit but its destination's. */
    public HttpCall(
            String method, URI uri, Map<String, String> headers, Payload body, Duration timeout, boolean write) {
        this(method, uri, headers, body, timeout, write, List.of());
    }

    /**
     * The same to another address of the same host. It comes from an answer: it must not lead our login anywhere else.
     *
     * @throws IllegalArgumentException if it is elsewhere, or no address
     */
    HttpCall onward(String address) {
        var there = uri.resolve(address);
        var same = Objects.equals(uri.getScheme(), there.getScheme())
                && Objects.equals(uri.getRawAuthority(), there.getRawAuthority());
        if (!same) throw new IllegalArgumentException("an address of another host");
        return new HttpCall(method, there, headers, body, timeouts, write, tolls);
    }

    @Override
    public String toString() {
        return method + " " + uri.getScheme() + "://" + uri.getAuthority() + "/…";
    }
}
