package dev.spillway.json;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.function.Supplier;

/** Where expressions are worked out: on the event loop if that is soon done, else on a worker. */
public interface Thinking {
    /** Bytes of an input above which nothing is tried on the event loop: reading it alone takes a while. */
    int BIG = 64 * 1024;

    /** Few: what takes long here must not keep all cores from what does not, nor stand before other work of workers. */
    int WORKERS = 2;

    /**
     * Works it out. Fails with what it throws.
     *
     * @param bytes of what it is about
     * @param work pure: may be begun twice
     */
    <T> Future<T> of(int bytes, Supplier<T> work);

    /** All at once, for trying things out. */
    static Thinking here() {
        return new Here();
    }

    /**
     * Never for more than a {@link Turn} on the event loop, to which it comes back. What takes longer waits for one of
     * {@value #WORKERS} workers that all of a node share; as many wait as events and deliveries are under way.
     */
    static Thinking of(Vertx vertx) {
        return new InTurns(vertx.createSharedWorkerExecutor("thinking", WORKERS));
    }

    /** All at once. */
    record Here() implements Thinking {
        @Override
        public <T> Future<T> of(int bytes, Supplier<T> work) {
            return Future.succeededFuture(work).map(Supplier::get);
        }
    }

    /** In turns. */
    record InTurns(WorkerExecutor workers) implements Thinking {
        @Override
        public <T> Future<T> of(int bytes, Supplier<T> work) {
            if (bytes > BIG) return workers.executeBlocking(work::get, false);
            return Future.succeededFuture(work)
                    .map(Turn::take)
                    .recover(cause -> cause instanceof Turn.OverTime
                            ? workers.executeBlocking(work::get, false)
                            : Future.failedFuture(cause));
        }
    }
}
