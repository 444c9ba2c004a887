package dev.spillway.connector;

import dev.spillway.connector.Outcome.Kind;
import dev.spillway.json.Expression;
import dev.spillway.json.ExpressionException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the results of a batch mean for its pieces.
 *
 * @param name for reasons
 * @param match null if results come in the order of the pieces
 * @param rules the first that hits wins
 * @param out the canonical output of a piece
 */
record Results(
        String name,
        CanonicalOperation canonical,
        Instance instance,
        @Nullable Match match,
        List<Rule> rules,
        Expression out) {
    /** A rule looks at a result only: what the answer says beside it is the whole batch's. */
    private static final Answer ONLY_THE_ITEM = new Answer(200, Map.of(), Map.of(), null, "");

    /** A piece and a result for which these yield the same belong together. */
    record Match(Expression piece, Expression result) {}

    /** One ending for each piece, in their order. */
    List<Step.Done> endings(List<Operation> pieces, @Nullable Object seen) {
        var results = seen instanceof List<?> many ? many : seen == null ? List.of() : List.of(seen);
        var byKey = match == null ? null : byKey(match, results);
        var endings = new ArrayList<Step.Done>();
        for (var i = 0; i < pieces.size(); i++) {
            var scope = Scope.of(pieces.get(i), instance);
            var result = byKey == null ? inPlace(results, i, pieces.size()) : byKey.get(key(match, scope));
            endings.add(ending(scope, result));
        }
        return endings;
    }

    /** A list that is shorter or longer says nothing of who is who. */
    private static @Nullable Object inPlace(List<?> results, int place, int pieces) {
        return results.size() == pieces ? results.get(place) : null;
    }

    private Map<String, Object> byKey(Match match, List<?> results) {
        var byKey = new HashMap<String, Object>();
        for (var result : results) {
            var scope = Map.<String, Object>of("item", result, "param", instance.params());
            var key = text(match.result, scope);
            if (!key.isEmpty()) byKey.putIfAbsent(key, result);
        }
        return byKey;
    }

    private static String key(@Nullable Match match, Scope scope) {
        return match == null ? "" : text(match.piece, scope.values());
    }

    private static String text(Expression expression, Map<String, Object> scope) {
        try {
            var key = expression.evaluate(scope, scope);
            return key == null ? "" : key.toString();
        } catch (ExpressionException e) {
            return "";
        }
    }

    private Step.Done ending(Scope piece, @Nullable Object result) {
        if (result == null) {
            return new Step.Done(Outcome.of(Kind.AMBIGUOUS, name + ": the answer says nothing of it"), true);
        }
        try {
            return judged(piece.with("item", result));
        } catch (ExpressionException e) {
            // It may be done: a mapping that breaks does not undo what was written.
            return new Step.Done(Outcome.of(Kind.CONFIG, name + ": " + e.getMessage()), true);
        }
    }

    private Step.Done judged(Scope scope) {
        for (var rule : rules) {
            if (rule.hits(scope)) return new Step.Done(rule.outcome(scope, ONLY_THE_ITEM, name + ": not done"));
        }
        if (out.evaluate(scope.values(), scope.values()) instanceof Map<?, ?> value) {
            return new Step.Done(canonical.output(name, value), true);
        }
        return new Step.Done(Outcome.of(Kind.CONFIG, name + ".out must yield an object"), true);
    }
}
