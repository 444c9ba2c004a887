package dev.spillway.ops;

import dev.spillway.dead.DeadDesk;
import dev.spillway.dead.DeadFilter;
import io.vertx.core.MultiMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The query of a URL about dead letters: every name known, each at most once. A name misspelt must not widen what is meant.
 *
 * @param parts by name
 */
record DeadQuery(Map<String, String> parts) {
    private static final int LIMIT_DEFAULT = 50;

    /** @throws IllegalArgumentException with a message for the one who asked */
    static DeadQuery of(MultiMap parameters, String... others) {
        var known = new TreeSet<>(DeadFilter.NAMES);
        known.addAll(List.of(others));
        return new DeadQuery(read(parameters, known));
    }

    /** The only parameter there may be; empty if there is none. */
    static String only(MultiMap parameters, String name) {
        return new DeadQuery(read(parameters, new TreeSet<>(List.of(name)))).text(name);
    }

    private static Map<String, String> read(MultiMap parameters, TreeSet<String> known) {
        var parts = new LinkedHashMap<String, String>();
        for (var parameter : parameters) {
            var name = parameter.getKey();
            if (!known.contains(name)) throw new IllegalArgumentException("parameters are " + String.join(", ", known));
            if (parts.put(name, parameter.getValue()) != null)
                throw new IllegalArgumentException(name + " stands twice");
        }
        return parts;
    }

    DeadFilter filter() {
        return DeadFilter.parse(parts);
    }

    String text(String name) {
        return parts.getOrDefault(name, "");
    }

    int limit() {
        var text = text("limit");
        if (text.isEmpty()) return LIMIT_DEFAULT;
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("limit must be 1.." + DeadDesk.PAGE_MAX);
        }
    }
}
