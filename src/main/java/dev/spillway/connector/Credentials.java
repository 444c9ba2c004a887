package dev.spillway.connector;

import dev.spillway.json.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a connector's calls prove who we are.
 *
 * @param headers of every call
 * @param query of every call
 * @param signature of every call; null if nobody asks for one
 * @param logins what has to be obtained first, by name
 * @param csrf what writes need beside it; null if nothing
 */
record Credentials(
        Map<String, Template> headers,
        Map<String, Template> query,
        @Nullable Signature signature,
        Map<String, LoginPlan> logins,
        @Nullable Csrf csrf) {
    /**
     * A token against forged requests.
     *
     * @param headers that carry it, with the cookies of its session
     * @param stale whether an answer says that it is too old
     */
    record Csrf(Map<String, Template> headers, Expression stale) {}

    /** The names of the logins a call needs. */
    List<String> needed(boolean write) {
        var names = new ArrayList<String>();
        if (logins.containsKey("auth")) names.add("auth");
        if (write && csrf != null) names.add("csrf");
        return names;
    }

    /** Whether an answer 401 means that a login is too old, not that a key is dead. */
    boolean expire() {
        return logins.containsKey("auth");
    }

    static Credentials none() {
        return new Credentials(Map.of(), Map.of(), null, Map.of(), null);
    }
}
