package dev.spillway.outbound;

import dev.spillway.connector.Login;
import dev.spillway.connector.LoginPlan;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Logins that all nodes share; one node at a time obtains the next one. Every answer fails with {@code UNAVAILABLE} while the
 * store cannot be reached. Belongs to one event loop.
 */
public interface LoginStore {
    /** How long a node may take to obtain a login before another may try. Longer than it does take: 12 s. */
    Duration LEAVE = Duration.ofSeconds(15);

    /** What becomes of a question. */
    sealed interface Answer {}

    /**
     * There is one.
     *
     * @param left how long it lives; null: until it is refused
     */
    record Here(Login login, @Nullable Duration left) implements Answer {}

    /**
     * Whoever asked is to obtain it.
     *
     * @param version of the one before; 0 if there was none
     * @param before its values
     */
    record Yours(long version, Map<String, String> before) implements Answer {
        @Override
        public String toString() {
            return "Yours[version=" + version + "]";
        }
    }

    /** Somebody else obtains it, or too many were obtained: ask again, at the latest then. */
    record Wait(Duration most) implements Answer {}

    /**
     * Asks for a login.
     *
     * @param name of destination and login, e.g. {@code erp:auth}
     * @param who asks; the same while it lives, and nobody else
     * @param refused only a newer one is of use
     * @param plan how many may be obtained
     */
    Future<Answer> ask(String name, String who, long refused, LoginPlan plan);

    /**
     * Keeps what was obtained.
     *
     * @param left how long it lives; null: until it is refused
     * @return false if the leave was over and somebody else had it: what they keep counts
     */
    Future<Boolean> keep(String name, String who, Login login, @Nullable Duration left);

    /**
     * Gives the leave back: it could not be obtained.
     *
     * @param nothing whether it is sure that nothing was obtained, so that this does not count among those that were
     */
    Future<Void> free(String name, String who, boolean nothing);
}
