package dev.spillway.flow;

import dev.spillway.json.Expression;
import dev.spillway.json.ExpressionException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An expression of a flow that knows where it stands. What it throws is a {@link FlowFault} that says so, and never tells the data.
 *
 * @param place flow, step and key, e.g. {@code order-status.steps[1].lookup.input}
 */
record Formula(String place, Expression expression) {
    /** Whether it holds; one that is left out does. */
    static boolean holds(@Nullable Formula formula, Map<String, Object> view) {
        return formula == null || formula.holds(view);
    }

    private boolean holds(Map<String, Object> view) {
        try {
            return expression.test(view, Map.of());
        } catch (ExpressionException e) {
            throw FlowFault.at(place, String.valueOf(e.getMessage()));
        }
    }

    /** What it yields; null for nothing. */
    @Nullable
    Object value(Map<String, Object> view) {
        try {
            return expression.evaluate(view, Map.of());
        } catch (ExpressionException e) {
            throw FlowFault.at(place, String.valueOf(e.getMessage()));
        }
    }

    /** The object it yields, without empty keys. */
    Map<String, Object> object(Map<String, Object> view) {
        if (value(view) instanceof Map<?, ?> map) return Fields.object(map);
        throw FlowFault.at(place, "yields no object");
    }
}
