package dev.spillway.ops;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Asks a part how it is, time and again, and remembers the answer for those who want to read it. */
public final class Probe implements Supplier<State> {
    private final Vertx vertx;
    private final long intervalMs;
    private final Supplier<Future<State>> ask;
    private volatile State last = State.down("not asked yet");
    private volatile boolean closed;

    private Probe(Vertx vertx, Duration interval, Supplier<Future<State>> ask) {
        this.vertx = vertx;
        this.intervalMs = Math.max(1, interval.toMillis());
        this.ask = ask;
    }

    /**
     * Begins to ask at once.
     *
     * @param interval pause between an answer and the next question, and the longest an answer may take
     * @param ask called on one event loop, never twice at a time; a failed answer means down
     */
    public static Probe start(Vertx vertx, Duration interval, Supplier<Future<State>> ask) {
        var probe = new Probe(vertx, interval, ask);
        probe.round();
        return probe;
    }

    private void round() {
        if (closed) return;
        var here = (ContextInternal) vertx.getOrCreateContext(); // on whose event loop it ends, also when it is late
        here.succeededFuture()
                .compose(begin -> ask.get())
                .timeout(intervalMs, TimeUnit.MILLISECONDS)
                .otherwise(Probe::failed)
                .onSuccess(state -> last = state)
                .onComplete(done -> vertx.setTimer(intervalMs, fired -> round()));
    }

    private static State failed(Throwable cause) {
        return State.down(cause.getClass().getSimpleName());
    }

    @Override
    public State get() {
        return last;
    }

    /** Asks no more. */
    public void close() {
        closed = true;
    }
}
