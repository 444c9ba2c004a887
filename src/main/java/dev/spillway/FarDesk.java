package dev.spillway;

import dev.spillway.event.GatewayException;
import dev.spillway.outbound.BackendDesk;
import dev.spillway.outbound.BackendView;
import dev.spillway.outbound.BackendsAnswer;
import dev.spillway.outbound.Forced;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The desk of the destinations, which belongs to the work loop, for all other event loops: answers come on the caller's. {@code
 * UNAVAILABLE} until it is open.
 */
final class FarDesk implements BackendDesk {
    private volatile @Nullable Near near;

    private record Near(Vertx vertx, Context context, BackendDesk desk) {}

    /** Opens it. */
    void open(Vertx vertx, Context context, BackendDesk desk) {
        near = new Near(vertx, context, desk);
    }

    /** Closes it. */
    void close() {
        near = null;
    }

    @Override
    public Future<BackendsAnswer> all() {
        return ask(BackendDesk::all);
    }

    @Override
    public Future<BackendView> find(String name) {
        return ask(desk -> desk.find(name));
    }

    @Override
    public Future<BackendView> resume(String name) {
        return ask(desk -> desk.resume(name));
    }

    @Override
    public Future<BackendView> resume(String name, String operation) {
        return ask(desk -> desk.resume(name, operation));
    }

    @Override
    public Future<BackendView> force(String name, Forced breaker) {
        return ask(desk -> desk.force(name, breaker));
    }

    private <T> Future<T> ask(Function<BackendDesk, Future<T>> question) {
        var there = near;
        if (there == null) return away();
        var caller = there.vertx.getOrCreateContext();
        var answer = Promise.<T>promise();
        there.context.runOnContext(turn -> Future.succeededFuture(there.desk)
                .compose(question)
                .onComplete((value, cause) -> caller.runOnContext(back -> answer.complete(value, cause))));
        return answer.future();
    }

    private static <T> Future<T> away() {
        return Future.failedFuture(
                new GatewayException(GatewayException.Kind.UNAVAILABLE, "this node is starting or ending"));
    }
}
