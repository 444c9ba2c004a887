package dev.spillway.connector;

import dev.spillway.connector.Outcome.Kind;
import dev.spillway.json.Expression;
import dev.spillway.json.ExpressionException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One compiled outcome rule.
 *
 * @param redaction what its reason and code do not see, since both are shown
 */
record Rule(
        Expression when,
        Kind is,
        @Nullable Expression retryAfter,
        @Nullable Expression code,
        @Nullable Expression existingId,
        @Nullable Expression reason,
        String scope,
        Redaction redaction) {

    /** Whether it speaks. Throws {@link ExpressionException} if that cannot be told. */
    boolean hits(Scope scope) {
        return when.test(scope.values(), scope.values());
    }

    /** What it says; what its expressions cannot tell is left out. */
    Outcome outcome(Scope scope, Answer answer, String otherwise) {
        var shown = redaction.shown(scope);
        var said = text(reason, shown);
        var id = text(existingId, scope);
        var value = id.isEmpty() ? Map.<String, Object>of() : Map.<String, Object>of("id", id);
        return new Outcome(
                is,
                value,
                said.isEmpty() ? otherwise : Masked.reason(said),
                Masked.code(text(code, shown)),
                retryAfter(scope, answer),
                this.scope);
    }

    private @Nullable Duration retryAfter(Scope scope, Answer answer) {
        var wish = retryAfter == null ? null : RetryAfter.seconds(value(retryAfter, scope));
        return wish == null ? RetryAfter.of(answer.headers()) : wish;
    }

    private static String text(@Nullable Expression expression, Scope scope) {
        var value = expression == null ? null : value(expression, scope);
        return value == null ? "" : value.toString();
    }

    private static @Nullable Object value(Expression expression, Scope scope) {
        try {
            return expression.evaluate(scope.values(), scope.values());
        } catch (ExpressionException e) {
            return null;
        }
    }
}
