package dev.spillway.connector;

import dev.spillway.event.Payload;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as it came in, byte by byte. Never printed: it may hold tokens and people.
 *
 * @param method in capitals
 * @param path with its query, as the request line has it
 * @param headers by name in small letters; several of one name are joined by commas
 * @param body untouched
 */
public record Arrival(String method, String path, Map<String, String> headers, Payload body) {
    /** More than any webhook's address has. */
    private static final int PARAMETERS_MAX = 100;

    public Arrival {
        headers = Map.copyOf(headers);
    }

    /** Null if there is none of that name. */
    @Nullable
    String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** What stands behind the question mark, decoded; of several with one name the first. What cannot be decoded is left out. */
    Map<String, String> query() {
        var mark = path.indexOf('?');
        if (mark < 0) return Map.of();
        var query = new HashMap<String, String>();
        for (var pair : path.substring(mark + 1).split("&", PARAMETERS_MAX)) {
            var equals = pair.indexOf('=');
            var name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            var value = decoded(equals < 0 ? "" : pair.substring(equals + 1));
            if (name != null && value != null) query.putIfAbsent(name, value);
        }
        return query;
    }

    private static @Nullable String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public String toString() {
        return "Arrival[" + method + ", " + body.length() + " bytes]";
    }
}
