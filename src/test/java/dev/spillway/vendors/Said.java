package dev.spillway.vendors;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a vendor answers.
 *
 * @param headers of a name, one or many
 * @param body the text; empty for none
 * @param made names what the call wrote; empty if it wrote nothing
 */
record Said(int status, Map<String, List<String>> headers, String body, String made) {
    private static final Map<String, List<String>> JSON = Map.of("Content-Type", List.of("application/json"));

    Said {
        headers = Map.copyOf(headers);
    }

    /** An answer of JSON. */
    static Said json(int status, Object body) {
        return new Said(status, JSON, body.toString(), "");
    }

    static Said empty(int status) {
        return new Said(status, Map.of(), "", "");
    }

    /** The same of a call that wrote something: its answer may get lost. */
    Said made(String what) {
        return new Said(status, headers, body, what);
    }

    Said with(String header, Object value) {
        return with(header, List.of(String.valueOf(value)));
    }

    Said with(String header, List<String> values) {
        var more = new HashMap<>(headers);
        more.put(header, values);
        return new Said(status, more, body, made);
    }
}
