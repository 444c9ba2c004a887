package dev.spillway.connector;

import dev.spillway.connector.Outcome.Kind;
import dev.spillway.connector.StepFile.Pick;
import dev.spillway.json.Expression;
import dev.spillway.json.ExpressionException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One compiled step.
 *
 * @param name for reasons
 * @param when null for always
 * @param logins it needs, in the order they are asked for; the first is the one a rule's {@code auth_expired} means
 * @param stale by login: whether an answer says that this one is too old
 * @param goOn endings that do not end the operation
 * @param out null if it yields nothing of its own
 * @param save null if no later step wants it
 */
record PlanStep(
        String name,
        @Nullable Expression when,
        Repeat repeat,
        List<String> logins,
        Map<String, Expression> stale,
        Request request,
        Judge judge,
        Set<Kind> goOn,
        @Nullable Expression out,
        @Nullable Pick pick,
        @Nullable String save) {
    /** The same with logins. */
    PlanStep needing(List<String> needed) {
        return new PlanStep(name, when, repeat, needed, stale, request, judge, goOn, out, pick, save);
    }

    boolean writes() {
        return request.write();
    }

    boolean applies(Scope scope) {
        try {
            return when == null || when.test(scope.values(), scope.values());
        } catch (ExpressionException e) {
            throw Ended.with(Kind.CONFIG, name + ".when: " + e.getMessage());
        }
    }

    /** The login that an answer calls too old; null if it calls none so. */
    @Nullable
    String refused(Scope seen) {
        return stale.keySet().stream()
                .filter(login -> tells(stale.get(login), seen))
                .findFirst()
                .orElse(null);
    }

    /** Whether an expression holds of an answer; one that breaks on it does not. */
    boolean tells(@Nullable Expression expression, Scope seen) {
        try {
            return expression != null && expression.test(seen.values(), seen.values());
        } catch (ExpressionException e) {
            return false;
        }
    }

    /** What an expression makes of an answer; null if nothing. */
    @Nullable
    Object value(Expression expression, Scope seen) {
        try {
            return expression.evaluate(seen.values(), seen.values());
        } catch (ExpressionException e) {
            throw Ended.with(Kind.CONFIG, name + ": " + e.getMessage());
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
