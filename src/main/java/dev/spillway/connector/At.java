package dev.spillway.connector;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the walk through an operation's steps is. Immutable.
 *
 * @param scope what the next step can see
 * @param writes how many of the calls so far were writes
 * @param settled how many of these need not be done again, whatever comes
 * @param progress what is to be kept before the next call; null if nothing
 * @param value what the last step with something to yield has yielded
 * @param logins those the walk has been given
 * @param renewed whether a login was refused and a new one given: a second refusal is not the login's age
 */
record At(
        Scope scope,
        int writes,
        int settled,
        @Nullable Progress progress,
        @Nullable Object value,
        Map<String, Login> logins,
        boolean renewed) {
    static At start(Scope scope) {
        return new At(scope, 0, 0, null, null, Map.of(), false);
    }

    /** Where an earlier attempt has got to. */
    static At start(Scope scope, Progress progress) {
        var seen = scope;
        for (var saved : progress.saved().entrySet()) seen = seen.with(saved.getKey(), saved.getValue());
        return new At(seen, progress.writes(), progress.writes(), null, progress.value(), Map.of(), false);
    }

    At seeing(Scope scope) {
        return new At(scope, writes, settled, progress, value, logins, renewed);
    }

    At having(String name, Login login) {
        var more = new HashMap<>(logins);
        more.put(name, login);
        return new At(scope.with(name, login.values()), writes, settled, progress, value, Map.copyOf(more), renewed);
    }

    At renewing() {
        return new At(scope, writes, settled, progress, value, logins, true);
    }

    /** After a call; nothing yielded leaves what was yielded before. */
    At called(boolean write, @Nullable Object yielded) {
        var count = writes + (write ? 1 : 0);
        return new At(scope, count, settled, progress, yielded == null ? value : yielded, logins, renewed);
    }

    /** With something to keep before the next call. */
    At keeping(Progress all) {
        return new At(scope, writes, settled, all, value, logins, renewed);
    }

    /** What was to be kept is. */
    At kept() {
        return progress == null ? this : new At(scope, writes, progress.writes(), null, value, logins, renewed);
    }

    /** Whether something was written that a repeat would write again. */
    boolean wrote() {
        return writes > settled;
    }
}
