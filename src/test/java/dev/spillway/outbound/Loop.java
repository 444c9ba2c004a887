package dev.spillway.outbound;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** An event loop for tests that need a real one. */
final class Loop implements AutoCloseable {
    final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();

    /** Runs work on the loop and waits for what comes of it. */
    <T> T on(Supplier<Future<T>> work) {
        return await(start(work));
    }

    /** Runs work on the loop. */
    <T> Future<T> start(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        context.runOnContext(now -> work.get().onComplete(done));
        return done.future();
    }

    /** Waits; a failure is thrown. */
    static <T> T await(Future<T> future) {
        try {
            return future.await(10, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("nothing within 10 s", e);
        }
    }

    /** Waits for a failure. */
    static CallFailure failure(Future<?> future) {
        try {
            await(future);
        } catch (CallFailure failure) {
            return failure;
        }
        throw new AssertionError("it did not fail");
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
