package dev.spillway.connector;

import java.util.Map;

/**
 * What proves who we are for a while: a token, a session's cookies; obtained from the backend itself. Never printed.
 *
 * @param values what templates see of it, e.g. {@code {auth.token}}
 * @param version grows with every renewal, so that a refusal of the last one does not cost the next one its life; from 1
 */
public record Login(Map<String, String> values, long version) {
    public Login {
        values = Map.copyOf(values);
    }

    @Override
    public String toString() {
        return "Login[version=" + version + "]";
    }
}
