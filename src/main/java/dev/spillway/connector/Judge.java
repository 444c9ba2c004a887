package dev.spillway.connector;

import dev.spillway.connector.Outcome.Kind;
import dev.spillway.json.ExpressionException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether an answer is fine: the rules first, on every status; then the statuses declared fine; then
 * {@link StatusTable}.
 *
 * @param name for reasons, e.g. {@code erp.getOrder.steps[0]}
 * @param rules the first that hits wins
 * @param ok any 2xx if empty
 * @param write whether the call may have changed something
 * @param needsBody whether an answer that cannot be read is worthless
 * @param expire whether 401 may mean no more than that a login is too old
 */
record Judge(String name, List<Rule> rules, Set<Integer> ok, boolean write, boolean needsBody, boolean expire) {
    /** Null if the answer is fine. */
    @Nullable
    Outcome outcome(Answer answer, Scope scope) {
        var reason = name + " answered " + answer.status();
        var rule = firstHit(answer, scope);
        if (rule != null) return rule.outcome(scope, answer, reason);
        if (isOk(answer)) return flaw(answer);
        return Outcome.of(kind(answer), reason).withRetryAfter(RetryAfter.of(answer.headers()));
    }

    private Kind kind(Answer answer) {
        if (expire && answer.status() == 401) return Kind.AUTH_EXPIRED;
        return unfound(answer) ? Kind.NOT_FOUND : StatusTable.kind(answer.status(), write);
    }

    private @Nullable Rule firstHit(Answer answer, Scope scope) {
        for (var rule : rules) {
            if (hits(rule, answer, scope)) return rule;
        }
        return null;
    }

    /**
     * A rule that breaks on a refusal leaves it to the table; on a success it must not be passed over, since it may have been
     * the one that knows a failure in disguise.
     */
    private boolean hits(Rule rule, Answer answer, Scope scope) {
        try {
            return rule.hits(scope);
        } catch (ExpressionException e) {
            if (!isOk(answer)) return false;
            var ended = Ended.with(Kind.CONFIG, name + ": an outcome rule failed: " + e.getMessage());
            throw write ? ended.afterWrite() : ended;
        }
    }

    private boolean isOk(Answer answer) {
        return ok.isEmpty() ? answer.status() / 100 == 2 : ok.contains(answer.status());
    }

    /** A look-up that is answered with nothing has found nothing. */
    private boolean unfound(Answer answer) {
        return !write && answer.status() == 204;
    }

    /** A maintenance page with status 200, most likely: a look-up may come again, a write may have been done. */
    private @Nullable Outcome flaw(Answer answer) {
        if (answer.flaw().isEmpty() || !needsBody) return null;
        return Outcome.of(write ? Kind.AMBIGUOUS : Kind.UNAVAILABLE, name + ": the answer " + answer.flaw());
    }
}
