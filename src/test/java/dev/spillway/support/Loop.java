package dev.spillway.support;

import dev.spillway.redis.RedisLink;
import dev.spillway.redis.RedisSettings;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/** An event loop for tests: runs things on it and waits for what comes of them. */
public final class Loop implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();

    /** Its Vert.x. */
    public Vertx vertx() {
        return vertx;
    }

    /** Runs on the loop and waits; a failure is thrown with its cause. */
    public <T> T call(Supplier<Future<T>> action) {
        var promise = io.vertx.core.Promise.<T>promise();
        context.runOnContext(
                turn -> Future.succeededFuture().compose(start -> action.get()).onComplete(promise));
        try {
            return promise.future().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What the loop has used of the processor: a busy machine may keep it waiting, too. */
    public Duration cpu() {
        return call(() -> Future.succeededFuture(
                Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime())));
    }

    /** A link that is up. */
    public RedisLink link(RedisSettings settings) {
        var link = call(() -> Future.succeededFuture(RedisLink.open(vertx, settings, "test")));
        Awaitility.await().until(() -> call(() -> Future.succeededFuture(link.up())));
        return link;
    }

    @Override
    public void close() {
        call(vertx::close);
    }
}
