package dev.spillway.connector;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/**
 * How a {@link Login} is obtained and how long it is worth something.
 *
 * @param shared whether all nodes use the same one. A token: yes, mints are counted; a session with cookies: no
 * @param margin it is renewed so long before it ends, or up to a half sooner: nodes must not do it in step
 * @param mintsMax how many may be obtained within {@code mintsPer}, all nodes together; what wants more waits
 * @param mintsPer the time {@code mintsMax} counts in
 * @param begin the first step; the {@link Step.Done} it comes to holds, when it is {@link Outcome.Kind#DONE}, the login's
 *     values as texts, and may hold {@value #LIFE} in seconds. {@code AUTH_REVOKED}: a person has to act
 */
public record LoginPlan(
        boolean shared, Duration margin, int mintsMax, Duration mintsPer, Function<Context, Step> begin) {
    /** Under this name a plan tells for how many seconds the login lives; without it: until it is refused. */
    public static final String LIFE = "expiresIn";

    /** Under this name a plan tells what is needed to obtain the next one, if the backend changes it each time. */
    public static final String REFRESH = "refreshToken";

    /**
     * What a login is obtained from.
     *
     * @param now stamps assertions
     * @param before the values of the login before, whether or not it is still good; empty if there was none
     */
    public record Context(Instant now, Map<String, String> before) {
        public Context {
            before = Map.copyOf(before);
        }

        @Override
        public String toString() {
            return "Context[now=" + now + "]";
        }
    }
}
