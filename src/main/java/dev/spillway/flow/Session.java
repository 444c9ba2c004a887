package dev.spillway.flow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is remembered of a contact for a while (24 h after the last change by default). JSON values only.
 *
 * @param values small: at most some hundred bytes
 */
public record Session(Map<String, Object> values) {
    /** Nothing remembered. */
    public static final Session EMPTY = new Session(Map.of());

    public Session {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values)); // JSON: may hold nulls
    }
}
