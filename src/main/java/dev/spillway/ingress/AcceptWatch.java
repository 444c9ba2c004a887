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

    private final ArrayDeque<Reception> waiting = new ArrayDeque<>();
    private final long timeoutNanos;

    private AcceptWatch(IngressSettings settings) {
        this.timeoutNanos = settings.acceptTimeout().toNanos();
    }

    /** Begins to look, on the calling event loop. */
    static AcceptWatch start(Vertx vertx, IngressSettings settings) {
        var watch = new AcceptWatch(settings);
        vertx.setPeriodic(LOOK_MS, tick -> watch.look());
        return watch;
    }

    /** From now on its time runs. */
    void add(Reception reception) {
        waiting.add(reception);
    }

    private void look() {
        var now = System.nanoTime();
        while (!waiting.isEmpty() && isOver(waiting.getFirst(), now))
            waiting.removeFirst().late();
    }

    private boolean isOver(Reception oldest, long now) {
        return oldest.isAnswered() || now - oldest.storedAt() >= timeoutNanos;
    }
}
