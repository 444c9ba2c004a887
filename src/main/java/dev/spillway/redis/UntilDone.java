package dev.spillway.redis;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/**
 * Repeats a command until it has been done, after pauses that grow to half a second. There is one promise however many tries it
 * takes: a future that waits for the next try's future, and so on, is a chain as long as the outage, and the stack is too small
 * for its end.
 *
 * @param <T> what the command answers
 */
public final class UntilDone<T> {
    private static final long PAUSE_MS = 100;
    private static final long PAUSE_MAX_MS = 500;

    private final Vertx vertx;
    private final Supplier<Future<T>> command;
    private final Patience patience;
    private final Promise<T> promise = Promise.promise();
    private int tries;

    /** Says whether a command that failed is worth another try. */
    @FunctionalInterface
    public interface Patience {
        /**
         * Whether to try again.
         *
         * @param tries how many there were, 1 after the first
         */
        boolean goesOn(Throwable cause, int tries);
    }

    private UntilDone(Vertx vertx, Supplier<Future<T>> command, Patience patience) {
        this.vertx = vertx;
        this.command = command;
        this.patience = patience;
    }

    /** Tries at once, and again for as long as patience has it; fails with the last cause. */
    public static <T> Future<T> of(Vertx vertx, Supplier<Future<T>> command, Patience patience) {
        var tried = new UntilDone<>(vertx, command, patience);
        tried.attempt();
        return tried.promise.future();
    }

    private void attempt() {
        tries++;
        command.get().onComplete(this::ended);
    }

    private void ended(AsyncResult<T> done) {
        if (done.succeeded()) promise.complete(done.result());
        else if (patience.goesOn(done.cause(), tries)) later();
        else promise.fail(done.cause());
    }

    private void later() {
        vertx.setTimer(Math.min(PAUSE_MAX_MS, tries * PAUSE_MS), fired -> attempt());
    }
}
