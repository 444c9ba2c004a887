package dev.spillway.connector;

import dev.spillway.json.Json;
import java.util.Collection;
import java.util.List;

/** The values of secrets, to be found wherever they have come. Never printed. */
final class SecretValues {
    static final SecretValues NONE = new SecretValues(List.of());

    /** As they stand between the quotes of JSON. */
    private final List<String> quoted;

    SecretValues(Collection<String> values) {
        this.quoted = values.stream()
                .filter(value -> !value.isEmpty())
                .map(Json::text)
                .map(text -> text.substring(1, text.length() - 1))
                .toList();
    }

    /** Whether one of them stands anywhere in a JSON value. */
    boolean among(Object value) {
        if (quoted.isEmpty()) return false;
        var json = Json.text(value);
        return quoted.stream().anyMatch(json::contains);
    }
}
