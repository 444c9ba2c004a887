package dev.spillway.dispatch;

import dev.spillway.inbox.Overflow;
import dev.spillway.inbox.OverflowRow;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes rows out of the overflow inbox whose events are safe elsewhere, many at a time, until Postgres has done it. A row that
 * is removed late is only run into the void once more. Belongs to one event loop.
 */
final class Removals {
    private static final long PAUSE_MS = 50;
    private static final long AGAIN_MS = 1_000;
    private static final int ROWS_MAX = 1_000;

    private final Vertx vertx;
    private final Overflow overflow;
    private final List<Removal> waiting = new ArrayList<>();
    private boolean scheduled;

    private record Removal(ShardQueue queue, OverflowRow row) {}

    Removals(Vertx vertx, Overflow overflow) {
        this.vertx = vertx;
        this.overflow = overflow;
    }

    void add(ShardQueue queue, OverflowRow row) {
        waiting.add(new Removal(queue, row));
        schedule(PAUSE_MS);
    }

    private void schedule(long pauseMs) {
        if (scheduled || waiting.isEmpty()) return;
        scheduled = true;
        vertx.setTimer(pauseMs, fired -> remove());
    }

    private void remove() {
        var batch = List.copyOf(waiting.subList(0, Math.min(ROWS_MAX, waiting.size())));
        overflow.remove(batch.stream().map(Removal::row).toList()).onComplete(done -> {
            scheduled = false;
            if (done.succeeded()) removed(batch);
            schedule(done.succeeded() ? PAUSE_MS : AGAIN_MS);
        });
    }

    private void removed(List<Removal> batch) {
        waiting.subList(0, batch.size()).clear();
        batch.forEach(each -> each.queue.rowsGone(List.of(each.row)));
    }
}
