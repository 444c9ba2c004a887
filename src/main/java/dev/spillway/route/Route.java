package dev.spillway.route;

import dev.spillway.event.EventKind;
import dev.spillway.flow.Wanted;
import dev.spillway.json.Expression;
import dev.spillway.lane.Priority;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A route as its file tells it, checked and compiled; see {@link RoutesFile.RouteFile} for the parts. */
record Route(
        String name,
        Set<EventKind> kinds,
        @Nullable Expression where,
        Wanted destination,
        String operation,
        Expression input,
        Priority priority,
        int version) {
    Route {
        kinds = Set.copyOf(kinds);
    }

    /** Whether an event, as expressions see it, takes this route. May throw what expressions throw. */
    boolean wants(Map<String, Object> view) {
        return where == null || where.test(view, Map.of());
    }

    /** The operation's input for an event; empty if the expression yields no object. May throw what expressions throw. */
    Optional<Map<String, Object>> input(Map<String, Object> view) {
        if (!(input.evaluate(view, Map.of()) instanceof Map<?, ?> map)) return Optional.empty();
        var made = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> made.put(String.valueOf(key), value));
        return Optional.of(made);
    }

    /** The name of its step in ledgers and ids. */
    String step() {
        return "route." + name;
    }
}
