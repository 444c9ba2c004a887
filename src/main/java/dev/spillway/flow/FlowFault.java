package dev.spillway.flow;

import dev.spillway.json.Expression;
import dev.spillway.json.ExpressionException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An expression that yields nothing usable. The message tells which, never the data. */
final class FlowFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private FlowFault(String message) {
        super(message, null, false, false);
    }

    /** Nobody is meant. */
    static FlowFault nobody(Wanted wanted) {
        return new FlowFault("no backend for " + wanted);
    }

    /** The object an expression yields, without empty keys. */
    static Map<String, Object> object(Expression expression, Map<String, Object> view) {
        if (value(expression, view) instanceof Map<?, ?> map) return Fields.object(map);
        throw new FlowFault("an expression yields no object");
    }

    /** Whether an expression holds; one that is left out does. */
    static boolean test(@Nullable Expression expression, Map<String, Object> view) {
        try {
            return expression == null || expression.test(view, Map.of());
        } catch (ExpressionException e) {
            throw new FlowFault(String.valueOf(e.getMessage()));
        }
    }

    static @Nullable Object value(Expression expression, Map<String, Object> view) {
        try {
            return expression.evaluate(view, Map.of());
        } catch (ExpressionException e) {
            throw new FlowFault(String.valueOf(e.getMessage()));
        }
    }
}
