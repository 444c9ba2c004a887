package dev.spillway.connector;

import dev.spillway.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What is sent to a token endpoint. Never printed: secrets are in it.
 *
 * @param json an object instead of a form
 * @param fields the same each time
 * @param fresh made anew each time, e.g. assertions
 */
record TokenBody(boolean json, Map<String, Object> fields, Map<String, Function<Scope, String>> fresh) implements Body {
    @Override
    public Content fill(Scope scope) {
        var filled = new LinkedHashMap<>(fields);
        fresh.forEach((name, value) -> filled.put(name, value.apply(scope)));
        return json ? new Content("application/json", Json.write(filled)) : Form.of(filled);
    }

    @Override
    public String toString() {
        return "TokenBody" + fields.keySet();
    }
}
