package dev.spillway.connector;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a connector wants next: a call, a login, an errand, a pause; or nothing, because the outcome is known. */
public sealed interface Step {
    /**
     * Make this call, then ask {@code then} what its reply means.
     *
     * @param then pure, never throws
     * @param progress what to keep before the call goes out, so that a repeat need not do again what was done; it is no ending
     *     if it cannot be kept. Null if there is nothing to keep
     */
    record Call(
            HttpCall http,
            Function<HttpReply, Step> then,
            @Nullable Progress progress) implements Step {
        /** With nothing to keep. */
        public Call(HttpCall http, Function<HttpReply, Step> then) {
            this(http, then, null);
        }
    }

    /**
     * Go on with a login.
     *
     * @param name one of {@link Connector#logins()}
     * @param refused the version that the backend has just refused; 0 if none was
     * @param then what to do with it; pure, never throws
     */
    record LogIn(String name, long refused, Function<Login, Step> then) implements Step {}

    /**
     * Go on after the house has done something that is no call of this connector's, e.g. brought a file there.
     *
     * @param name which errand
     * @param input JSON values
     * @param then what to do with how it ended; pure, never throws
     */
    record Errand(String name, Map<String, Object> input, Function<Outcome, Step> then) implements Step {
        public Errand {
            input = Map.copyOf(input);
        }

        /** Without its input, which may be personal. */
        @Override
        public String toString() {
            return "Errand[" + name + "]";
        }
    }

    /** Go on after a pause: the backend is still at it. */
    record Wait(Duration pause, Supplier<Step> then) implements Step {}

    /**
     * The operation has ended.
     *
     * @param wrote whether a write of it was answered as done, although the outcome is a failure: look before repeating
     * @param items of several pieces of work done together, how each ended, in their order; empty if all that was asked for
     *     ended as {@code outcome} says
     */
    record Done(Outcome outcome, boolean wrote, List<Done> items) implements Step {
        public Done {
            items = List.copyOf(items);
        }

        /** Of one piece of work. */
        public Done(Outcome outcome, boolean wrote) {
            this(outcome, wrote, List.of());
        }

        public Done(Outcome outcome) {
            this(outcome, false);
        }
    }
}
