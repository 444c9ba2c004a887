package dev.spillway.outbound;

import dev.spillway.connector.Step;
import dev.spillway.json.Turn;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/** Where it is worked out what a connector does next: on the event loop if that is soon done, else on a worker. */
interface Thinking {
    /** Bytes of an answer above which nothing is tried on the event loop: reading it alone takes a while. */
    int BIG = 64 * 1024;

    /**
     * Works it out. Fails with what it throws.
     *
     * @param bytes of what it is about
     * @param work pure: may be begun twice
     */
    Future<Step> of(int bytes, Supplier<Step> work);

    /** All at once, for trying a connector out. */
    static Thinking here() {
        return (bytes, work) -> Future.succeededFuture(work).map(Supplier::get);
    }

    /** Never for more than a turn on the event loop. */
    static Thinking of(Vertx vertx) {
        return (bytes, work) -> {
            if (bytes > BIG) return vertx.executeBlocking(work::get, false);
            return Future.succeededFuture(work)
                    .map(Turn::take)
                    .recover(cause -> cause instanceof Turn.OverTime
                            ? vertx.executeBlocking(work::get, false)
                            : Future.failedFuture(cause));
        };
    }
}
