package dev.spillway.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What has been started, to be ended in reverse order, once. What is added after the end is ended at once, so that a stop in
 * the middle of starting leaves nothing behind. For several threads.
 */
final class Undo implements AutoCloseable {
    private final Deque<Step> steps = new ArrayDeque<>();
    private boolean closed;

    private record Step(String name, AutoCloseable end) {}

    /** @throws SandboxFailure if the end has come already; it has then been ended, too */
    synchronized <T extends AutoCloseable> T add(String name, T started) throws SandboxFailure {
        steps.push(new Step(name, started));
        if (closed) {
            close();
            throw new SandboxFailure("stopped while " + name + " was starting");
        }
        return started;
    }

    /** From now on nothing more may start. */
    synchronized void refuse() {
        closed = true;
    }

    @Override
    public synchronized void close() throws SandboxFailure {
        closed = true;
        var failed = new StringBuilder();
        for (var step = steps.poll(); step != null; step = steps.poll()) failed.append(end(step));
        if (!failed.isEmpty()) throw new SandboxFailure("could not end:" + failed);
    }

    private static String end(Step step) {
        try {
            step.end.close();
            return "";
        } catch (Exception e) {
            return " " + step.name + " (" + e.getMessage() + ")";
        }
    }
}
