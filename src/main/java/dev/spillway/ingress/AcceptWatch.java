package dev.spillway.ingress;

import io.vertx.core.Vertx;
import java.util.ArrayDeque;

/**
 * Ends receptions that the inbox keeps waiting for longer than allowed. All may wait equally long, so they fall due in the
 * order they came, and one timer an event loop serves them all: one a webhook would cost more than reading it. Holds at most
 * what came since the last look, and what is still waiting.
 */
final class AcceptWatch {
    /** How late it may notice; together with the time allowed still less than what is promised. */
    private static final long LOOK_MS = 10;

    /** After it the loop has read what came in while it stood still: timers may be asked before the connections are. */
    private static final long READ_FIRST_MS = 1;

    private final ArrayDeque<Reception> waiting = new ArrayDeque<>();
    private final Vertx vertx;
    private final long timeoutNanos;

    private AcceptWatch(Vertx vertx, IngressSettings settings) {
        this.vertx = vertx;
        this.timeoutNanos = settings.acceptTimeout().toNanos();
    }

    /** Begins to look, on the calling event loop. */
    static AcceptWatch start(Vertx vertx, IngressSettings settings) {
        var watch = new AcceptWatch(vertx, settings);
        vertx.setPeriodic(LOOK_MS, tick -> watch.look());
        return watch;
    }

    /** From now on its time runs. */
    void add(Reception reception) {
        waiting.add(reception);
    }

    private void look() {
        while (!waiting.isEmpty() && waiting.getFirst().isAnswered()) waiting.removeFirst();
        var now = System.nanoTime();
        if (isOver(now)) vertx.setTimer(READ_FIRST_MS, read -> end(now));
    }

    /** What was over at that time, and has no answer yet. */
    private void end(long then) {
        while (isOver(then)) waiting.removeFirst().late();
    }

    private boolean isOver(long now) {
        return !waiting.isEmpty() && now - waiting.getFirst().storedAt() >= timeoutNanos;
    }
}
