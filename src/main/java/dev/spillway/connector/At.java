package dev.spillway.connector;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the walk through an operation's steps is. Immutable.
 *
 * @param scope what the next step can see
 * @param writes how many of the calls so far were writes
 * @param value what the last step with something to yield has yielded
 * @param logins those the walk has been given
 * @param renewed whether a login was refused and a new one given: a second refusal is not the login's age
 */
record At(Scope scope, int writes, @Nullable Object value, Map<String, Login> logins, boolean renewed) {
    static At start(Scope scope) {
        return new At(scope, 0, null, Map.of(), false);
    }

    At seeing(Scope scope) {
        return new At(scope, writes, value, logins, renewed);
    }

    At having(String name, Login login) {
        var more = new HashMap<>(logins);
        more.put(name, login);
        return new At(scope.with(name, login.values()), writes, value, Map.copyOf(more), renewed);
    }

    At renewing() {
        return new At(scope, writes, value, logins, true);
    }

    /** After a call; nothing yielded leaves what was yielded before. */
    At called(boolean write, @Nullable Object yielded) {
        return new At(scope, writes + (write ? 1 : 0), yielded == null ? value : yielded, logins, renewed);
    }
}
