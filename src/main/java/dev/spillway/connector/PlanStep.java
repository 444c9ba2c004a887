package dev.spillway.connector;

import dev.spillway.connector.ConnectorFile.Pick;
import dev.spillway.connector.Outcome.Kind;
import dev.spillway.json.Expression;
import dev.spillway.json.ExpressionException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One compiled step.
 *
 * @param name for reasons
 * @param when null for always
 * @param out null if it yields nothing of its own
 * @param save null if no later step wants it
 */
record PlanStep(
        String name,
        @Nullable Expression when,
        Request request,
        Judge judge,
        @Nullable Expression out,
        @Nullable Pick pick,
        @Nullable String save) {

    boolean applies(Scope scope) {
        try {
            return when == null || when.test(scope.values(), scope.values());
        } catch (ExpressionException e) {
            throw Ended.with(Kind.CONFIG, name + ".when: " + e.getMessage());
        }
    }

    /** What {@code out} makes of a fine answer; null if it makes nothing. */
    @Nullable
    Object mapped(Scope scope) {
        if (out == null) return null;
        try {
            return picked(out.evaluate(scope.values(), scope.values()));
        } catch (ExpressionException e) {
            throw Ended.with(Kind.CONFIG, name + ".out: " + e.getMessage());
        }
    }

    private @Nullable Object picked(@Nullable Object value) {
        if (pick == null || !(value instanceof List<?> list)) return value;
        if (pick == Pick.EXACTLY_ONE && list.size() > 1) {
            throw Ended.with(Kind.INVALID, name + ": more than one record matches");
        }
        return list.isEmpty() ? null : list.get(0);
    }
}
