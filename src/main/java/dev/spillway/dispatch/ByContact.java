package dev.spillway.dispatch;

import dev.spillway.event.ContactKey;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Runs work of one contact in the order offered, and of many contacts side by side. Belongs to one event loop.
 */
final class ByContact {
    private final Function<Work, Future<Void>> runner;
    private final Runnable onDone;
    private final Map<ContactKey, ArrayDeque<Work>> queues = new HashMap<>();
    private final Set<String> ids = new HashSet<>();

    /**
     * @param runner runs one; its future completes when the work is done with, well or badly
     * @param onDone called after each
     */
    ByContact(Function<Work, Future<Void>> runner, Runnable onDone) {
        this.runner = runner;
        this.onDone = onDone;
    }

    /** Takes work, unless the same entry is here already. */
    void offer(Work work) {
        if (!ids.add(work.id())) return;
        var queue = queues.computeIfAbsent(work.entry().event().contactKey(), contact -> new ArrayDeque<>(2));
        queue.add(work);
        if (queue.size() == 1) run(work);
    }

    /** How many are running or waiting. */
    int size() {
        return ids.size();
    }

    private void run(Work work) {
        runner.apply(work).onComplete(done -> next(work));
    }

    private void next(Work done) {
        ids.remove(done.id());
        var contact = done.entry().event().contactKey();
        var queue = queues.get(contact);
        if (queue != null) {
            queue.poll();
            if (queue.isEmpty()) queues.remove(contact);
            else run(queue.element());
        }
        onDone.run();
    }
}
