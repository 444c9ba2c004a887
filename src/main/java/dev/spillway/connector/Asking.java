package dev.spillway.connector;

import dev.spillway.json.Expression;
import dev.spillway.json.ExpressionException;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An expression of {@code webhooks} with the key it stands at.
 *
 * @param expression null if the file has none: it yields nothing
 */
record Asking(String key, @Nullable Expression expression) {
    boolean isThere() {
        return expression != null;
    }

    /** Null is nothing. Throws {@link Unfit} if it fails. */
    @Nullable
    Object value(Map<String, Object> view) {
        if (expression == null) return null;
        try {
            return expression.evaluate(view, view);
        } catch (ExpressionException e) {
            throw new Unfit(key, String.valueOf(e.getMessage()));
        }
    }

    /** Whether it holds; what is not there does. */
    boolean holds(Map<String, Object> view) {
        if (expression == null) return true;
        try {
            return expression.test(view, view);
        } catch (ExpressionException e) {
            throw new Unfit(key, String.valueOf(e.getMessage()));
        }
    }

    /** A single value as text, a number with all its digits; empty if there is none. Throws {@link Unfit} for anything else. */
    String text(Map<String, Object> view) {
        var value = value(view);
        if (value == null) return "";
        if (value instanceof Double number) return number(number);
        if (value instanceof BigDecimal number) return number.toPlainString();
        if (value instanceof String || value instanceof Number || value instanceof Boolean)
            return value.toString().strip();
        throw new Unfit(key, "yields no single value");
    }

    private String number(Double number) {
        if (number.isNaN() || number.isInfinite()) throw new Unfit(key, "yields no number");
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
