package dev.spillway.ledger;

import dev.spillway.event.GatewayException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Asks Postgres one question at a time, each for all that have come meanwhile: under load the cost of one falls by itself.
 * Usable from any event loop; answers there.
 *
 * @param <Q> what is asked about
 * @param <A> what is answered
 */
final class Questions<Q, A> {
    /** In one statement, about: what one caller asks together stays together. */
    static final int BATCH_MAX = 1_000;

    /** More than this fails as overloaded. */
    static final int WAITING_MAX = 20_000;

    private final Vertx vertx;
    private final Duration timeout;
    private final Function<List<Q>, Future<List<A>>> statement;
    private final MemoryMetrics.About metrics;
    private final ArrayDeque<Waiting<Q, A>> waiting = new ArrayDeque<>();
    private int waitingItems;
    private boolean asking;

    private record Waiting<Q, A>(List<Q> items, Context home, Promise<List<A>> promise) {
        void settle(AsyncResult<List<A>> done, int from) {
            home.runOnContext(turn -> {
                if (done.succeeded()) promise.complete(done.result().subList(from, from + items.size()));
                else promise.fail(failure(done.cause()));
            });
        }
    }

    /** @param statement answers as many as it was asked, in their order */
    Questions(
            Vertx vertx, Duration timeout, Function<List<Q>, Future<List<A>>> statement, MemoryMetrics.About metrics) {
        this.vertx = vertx;
        this.timeout = timeout;
        this.statement = statement;
        this.metrics = metrics;
    }

    /** Fails with {@code UNAVAILABLE} while Postgres cannot tell, with {@code OVERLOADED} when too many wait. */
    Future<List<A>> ask(List<Q> items) {
        if (items.isEmpty()) return Future.succeededFuture(List.of());
        var mine = new Waiting<>(List.copyOf(items), vertx.getOrCreateContext(), Promise.<List<A>>promise());
        if (!add(mine)) {
            metrics.refused(items.size());
            return failed(GatewayException.Kind.OVERLOADED, "too many questions wait for Postgres");
        }
        askNext();
        return mine.promise().future();
    }

    private synchronized boolean add(Waiting<Q, A> mine) {
        if (waitingItems + mine.items().size() > WAITING_MAX) return false;
        waitingItems += mine.items().size();
        metrics.waits(mine.items().size());
        waiting.add(mine);
        return true;
    }

    private void askNext() {
        var batch = nextBatch();
        if (batch.isEmpty()) return;
        var begun = System.nanoTime();
        var all = batch.stream().flatMap(each -> each.items().stream()).toList();
        var here = (ContextInternal) vertx.getOrCreateContext(); // on whose event loop it ends, also when it is late
        here.succeededFuture(all)
                .compose(statement)
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .onComplete(done -> metrics.ended(all.size(), done.succeeded(), System.nanoTime() - begun))
                .onComplete(done -> ended(batch, done));
    }

    private synchronized List<Waiting<Q, A>> nextBatch() {
        var batch = new ArrayList<Waiting<Q, A>>();
        if (asking) return batch;
        for (var size = 0; size < BATCH_MAX && !waiting.isEmpty(); ) {
            var next = waiting.removeFirst();
            size += next.items().size();
            waitingItems -= next.items().size();
            batch.add(next);
        }
        asking = !batch.isEmpty();
        return batch;
    }

    private void ended(List<Waiting<Q, A>> batch, AsyncResult<List<A>> done) {
        var from = 0;
        for (var each : batch) {
            each.settle(done, from);
            from += each.items().size();
        }
        rest();
        askNext();
    }

    private synchronized void rest() {
        asking = false;
    }

    private static Throwable failure(Throwable cause) {
        if (cause instanceof GatewayException) return cause;
        var why = "Postgres does not answer: " + Failures.name(cause);
        return new GatewayException(GatewayException.Kind.UNAVAILABLE, why);
    }

    private static <T> Future<T> failed(GatewayException.Kind kind, String why) {
        return Future.failedFuture(new GatewayException(kind, why));
    }
}
