package dev.spillway.ingress;

import dev.spillway.inbox.Inbox;
import dev.spillway.loop.TimeLimit;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;

/**
 * Ends receptions that the inbox keeps waiting for longer than allowed. All may wait equally long, so they fall due in the
 * order they came, and one timer an event loop serves them all: one a webhook would cost more than reading it. Holds at most
 * what came since the last look, and what is still waiting.
 */
final class AcceptWatch {
    /** How late it may notice; together with the time that is allowed without strain less than what is promised. */
    private static final long LOOK_MS = 10;

    private final ArrayDeque<Reception> waiting = new ArrayDeque<>();
    private final Vertx vertx;
    private final long timeoutNanos;
    private final Inbox inbox;

    private AcceptWatch(Vertx vertx, IngressSettings settings, Inbox inbox) {
        this.vertx = vertx;
        this.timeoutNanos = settings.acceptTimeout().toNanos();
        this.inbox = inbox;
    }

    /**
     * Begins to look, on the calling event loop.
     *
     * @param inbox is given more time while it is under strain
     */
    static AcceptWatch start(Vertx vertx, IngressSettings settings, Inbox inbox) {
        var watch = new AcceptWatch(vertx, settings, inbox);
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
        if (isOver(now, timeout())) TimeLimit.onceRead(vertx, () -> end(now));
    }

    /** What was over at that time, and has no answer yet. */
    private void end(long then) {
        var timeout = timeout();
        while (isOver(then, timeout)) waiting.removeFirst().late();
    }

    private double timeout() {
        return timeoutNanos * inbox.strain();
    }

    private boolean isOver(long now, double timeout) {
        return !waiting.isEmpty() && now - waiting.getFirst().storedAt() >= timeout;
    }
}
