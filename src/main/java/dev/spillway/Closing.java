package dev.spillway;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was started and has to be undone: last started, first undone, past failures. Steps run one after the other, because
 * what is inside drains through what is outside; one that does not end in time is left behind.
 */
final class Closing {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);
    private static final Duration STEP_MAX = Duration.ofSeconds(20);

    private final ArrayDeque<Step> steps = new ArrayDeque<>();

    private record Step(String name, Supplier<Future<?>> undo) {}

    /**
     * Something was started.
     *
     * @param name for logs
     * @param undo ends it
     */
    synchronized void push(String name, Supplier<Future<?>> undo) {
        steps.push(new Step(name, undo));
    }

    /** The same for what ends at once. */
    void push(String name, Runnable undo) {
        push(name, () -> Future.succeededFuture().onComplete(done -> undo.run()));
    }

    /** Undoes everything; a second call finds nothing left to do. */
    Future<Void> run() {
        var done = Future.<Void>succeededFuture();
        for (var step = pop(); step != null; step = pop()) {
            var next = step;
            done = done.transform(previous -> undo(next));
        }
        return done;
    }

    private synchronized @Nullable Step pop() {
        return steps.poll();
    }

    private static Future<Void> undo(Step step) {
        LOG.atDebug().addKeyValue("step", step.name()).log("closing.step");
        return Future.succeededFuture()
                .compose(start -> step.undo().get())
                .timeout(STEP_MAX.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(cause -> LOG.atWarn()
                        .setCause(cause)
                        .addKeyValue("step", step.name())
                        .log("closing.stepFailed"))
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }
}
