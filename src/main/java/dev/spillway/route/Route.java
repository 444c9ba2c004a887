package dev.spillway.route;

import dev.spillway.event.EventKind;
import dev.spillway.flow.Wanted;
import dev.spillway.json.Expression;
import dev.spillway.json.ExpressionException;
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

    /** Whether an event, as expressions see it, takes this route. May throw what expressions throw, naming route and key. */
    boolean wants(Map<String, Object> view) {
        try {
            return where == null || where.test(view, Map.of());
        } catch (ExpressionException e) {
            throw e.at(name + ".on.where");
        }
    }

    /** The operation's input for an event; empty if the expression yields no object. May throw the same. */
    Optional<Map<String, Object>> input(Map<String, Object> view) {
        if (!(made(view) instanceof Map<?, ?> map)) return Optional.empty();
        var made = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> made.put(String.valueOf(key), value));
        return Optional.of(made);
    }

    private @Nullable Object made(Map<String, Object> view) {
        try {
            return input.evaluate(view, Map.of());
        } catch (ExpressionException e) {
            throw e.at(name + ".input");
        }
    }

    /** The name of its step in ledgers and ids. */
    String step() {
        return "route." + name;
    }
}
