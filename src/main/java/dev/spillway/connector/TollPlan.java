package dev.spillway.connector;

import dev.spillway.connector.Outcome.Kind;
import dev.spillway.json.Expression;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One compiled limit.
 *
 * @param toll what a call pays where nothing depends on it
 * @param key tells records apart; null if all share the limit
 * @param cost null if it is always the same
 */
record TollPlan(Toll toll, @Nullable Template key, @Nullable Expression cost) {
    /** The most a single call may cost: more is an error of the file. */
    private static final double COST_MAX = 1_000_000;

    /** What a call pays. Throws {@link Ended} if the input does not allow to tell. */
    Toll at(Scope scope) {
        if (key == null && cost == null) return toll;
        return new Toll(
                toll.name(),
                toll.group(),
                key == null ? "" : digest(key.fill(scope, null)),
                toll.allowance(),
                cost == null ? toll.cost() : cost(cost, scope),
                toll.reservePercent(),
                toll.reading());
    }

    private static double cost(Expression cost, Scope scope) {
        var value = Body.evaluated("limits.cost", cost, scope);
        if (value instanceof Number number && number.doubleValue() > 0 && number.doubleValue() <= COST_MAX) {
            return number.doubleValue();
        }
        throw Ended.with(Kind.CONFIG, "limits.cost must yield a number above 0 and up to 1000000");
    }

    /** It becomes part of names that operators see, and may be anything of anybody. */
    private static String digest(String key) {
        return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
