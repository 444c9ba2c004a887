package dev.spillway.dispatch;

import dev.spillway.lane.LaneName;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs that end in the same turn of the event loop, or while enough scripts are out, are committed by one script: under
 * load the cost of one falls by itself. Each is committed or refused for itself, as if it were alone. Belongs to one event
 * loop.
 *
 * <pre>
 *   run ──by shard──► open ──turn ends, a script is free──► together ──failed, or refused──► alone, until done
 * </pre>
 */
final class Commits {
    /** Their history becomes one entry of the ledger's stream: more would save little, and make its batches uneven. */
    private static final int RUNS_MAX = 16;

    /**
     * After so many of all shards a script is full: Redis does nothing else meanwhile, and webhooks wait there. It is some 2 ms on a
     * busy machine; without this measure it was up to 26.
     */
    private static final int TOGETHER_MAX = 24;

    /** One is under way, and one waits for it at Redis. */
    private static final int SCRIPTS_MAX = 2;

    private final Vertx vertx;
    private final Scripts scripts;
    private final boolean together;
    private final Map<Key, Batch> open = new LinkedHashMap<>();
    private final ArrayDeque<Batch> full = new ArrayDeque<>();
    private boolean flushScheduled;
    private int out;

    /**
     * Runs that may go together.
     *
     * @param token under which they began
     * @param safely whether their end counts only once it is as safe as what is accepted
     */
    record Key(int shard, String token, boolean safely) {}

    /** Those of one shard that go together. */
    record Batch(Key key, List<List<Buffer>> runs, Promise<List<LaneName>> promise) {
        Batch(Key key) {
            this(key, new ArrayList<>(), Promise.promise());
        }
    }

    /** Who commits, and tells in which lanes of a shard more may leave now. */
    interface Scripts {
        /** One try for several shards, all safely or none; empty for one that another owner holds. */
        Future<List<Optional<List<LaneName>>>> together(List<Batch> batches);

        /** Until it is done; fails only when the shard is lost. What was done before is not done again. */
        Future<List<LaneName>> alone(Batch batch);
    }

    /** @param together whether a script may touch several shards */
    Commits(Vertx vertx, Scripts scripts, boolean together) {
        this.vertx = vertx;
        this.scripts = scripts;
        this.together = together;
    }

    /**
     * Commits a run.
     *
     * @param arguments as {@code commit.lua} has them
     * @return the lanes of the shard in which more may leave now
     */
    Future<List<LaneName>> add(Key key, List<Buffer> arguments) {
        scheduleFlush();
        var batch = open.computeIfAbsent(key, Batch::new);
        batch.runs.add(arguments);
        if (batch.runs.size() == RUNS_MAX) {
            open.remove(key);
            full.add(batch);
        }
        return batch.promise.future();
    }

    private void scheduleFlush() {
        if (flushScheduled) return;
        flushScheduled = true;
        vertx.runOnContext(turn -> flush());
    }

    private void flush() {
        flushScheduled = false;
        if (together && out == SCRIPTS_MAX) return; // what is open grows
        full.addAll(open.values());
        open.clear();
        while (!full.isEmpty() && !together) alone(full.remove());
        while (!full.isEmpty() && out < SCRIPTS_MAX) send(next());
    }

    private List<Batch> next() {
        var all = new ArrayList<Batch>();
        var runs = 0;
        var safely = full.getFirst().key.safely;
        for (var each = full.iterator(); each.hasNext() && runs < TOGETHER_MAX; ) {
            var batch = each.next();
            if (batch.key.safely != safely) continue;
            all.add(batch);
            runs += batch.runs.size();
            each.remove();
        }
        return all;
    }

    private void send(List<Batch> batches) {
        out++;
        Future.succeededFuture(batches).compose(scripts::together).onComplete(done -> {
            out--;
            for (var i = 0; i < batches.size(); i++) settle(batches.get(i), done, i);
            if (!full.isEmpty() || !open.isEmpty()) scheduleFlush();
        });
    }

    private void settle(Batch batch, AsyncResult<List<Optional<List<LaneName>>>> done, int place) {
        var lanes = done.succeeded() ? done.result().get(place) : Optional.<List<LaneName>>empty();
        lanes.ifPresentOrElse(batch.promise::complete, () -> alone(batch));
    }

    private void alone(Batch batch) {
        Future.succeededFuture(batch).compose(scripts::alone).onComplete(batch.promise);
    }
}
