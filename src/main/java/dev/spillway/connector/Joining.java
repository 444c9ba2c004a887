package dev.spillway.connector;

import dev.spillway.json.Expression;
import dev.spillway.json.ExpressionException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How several pieces of work for one target become one operation. Pure; safe to use from any thread. */
public final class Joining {
    private final Duration window;
    private final int max;
    private final Expression by;
    private final Expression join;
    private final Map<String, Object> params;

    Joining(Duration window, int max, Expression by, Expression join, Map<String, Object> params) {
        this.window = window;
        this.max = max;
        this.by = by;
        this.join = join;
        this.params = params;
    }

    /** How long a piece waits for others, from when its event was accepted. */
    public Duration window() {
        return window;
    }

    /** So many pieces at most. */
    public int max() {
        return max;
    }

    /** What a piece of work is for: only those with the same may be joined. Empty: it goes alone. */
    public String target(Map<String, Object> input) {
        var scope = Map.<String, Object>of("in", input, "param", params);
        try {
            var target = by.evaluate(scope, scope);
            return target == null || target instanceof Map || target instanceof List ? "" : target.toString();
        } catch (ExpressionException e) {
            return "";
        }
    }

    /** One input that stands for all, in their order; empty if they cannot be joined. */
    public Optional<Map<String, Object>> join(List<Map<String, Object>> inputs) {
        var scope = Map.<String, Object>of("items", inputs, "param", params);
        try {
            return join.evaluate(scope, scope) instanceof Map<?, ?> joined
                    ? Optional.of(input(joined))
                    : Optional.empty();
        } catch (ExpressionException e) {
            return Optional.empty();
        }
    }

    /** Expressions make JSON: its keys are texts. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> input(Map<?, ?> joined) {
        return (Map<String, Object>) joined;
    }
}
