package dev.spillway.dispatch;

import dev.spillway.lane.LaneName;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Runs of one shard that end in the same turn of the event loop are committed by one script: under load the cost of one falls
 * by itself. Each is committed or refused for itself, as if it were alone. Belongs to one event loop.
 */
final class Commits {
    /** Their history becomes one entry of the ledger's stream: more would save little, and make its batches uneven. */
    private static final int RUNS_MAX = 16;

    private final Vertx vertx;
    private final Function<Batch, Future<List<LaneName>>> script;
    private final Map<Key, Batch> open = new HashMap<>();

    /**
     * Runs that may go together.
     *
     * @param token under which they began
     * @param safely whether their end counts only once it is as safe as what is accepted
     */
    record Key(int shard, String token, boolean safely) {}

    /** Those that go together. */
    record Batch(Key key, List<List<Buffer>> runs, Promise<List<LaneName>> promise) {
        Batch(Key key) {
            this(key, new ArrayList<>(), Promise.promise());
        }
    }

    /** @param script commits a batch, and tells in which lanes of its shard more may leave now */
    Commits(Vertx vertx, Function<Batch, Future<List<LaneName>>> script) {
        this.vertx = vertx;
        this.script = script;
    }

    /**
     * Commits a run.
     *
     * @param arguments as {@code commit.lua} has them
     * @return the lanes of the shard in which more may leave now
     */
    Future<List<LaneName>> add(Key key, List<Buffer> arguments) {
        if (open.isEmpty()) vertx.runOnContext(turn -> flush());
        var batch = open.computeIfAbsent(key, Batch::new);
        batch.runs.add(arguments);
        if (batch.runs.size() == RUNS_MAX) {
            open.remove(key);
            send(batch);
        }
        return batch.promise.future();
    }

    private void flush() {
        var all = List.copyOf(open.values());
        open.clear();
        all.forEach(this::send);
    }

    private void send(Batch batch) {
        Future.succeededFuture(batch).compose(script).onComplete(batch.promise);
    }
}
