package dev.spillway.inbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps memory and Postgres at one: what this node knows is saved, what others saved is learned. While Postgres is away memory
 * alone counts. Belongs to one event loop.
 */
final class WatermarkStore {
    /** After a failure, so long Postgres is not asked again: those who wait for it would wait in vain. */
    private static final long AWAY_MS = 2_000;

    private final Vertx vertx;
    private final WatermarkTable table;
    private final Watermarks watermarks;
    private final Rollbacks rollbacks;
    private final Map<Integer, Known> saved = new HashMap<>();
    private final Map<Integer, Rollback> savedRollbacks = new HashMap<>();
    private boolean saving;
    private @Nullable Future<Void> refresh;

    WatermarkStore(Vertx vertx, WatermarkTable table, Watermarks watermarks, Rollbacks rollbacks) {
        this.vertx = vertx;
        this.table = table;
        this.watermarks = watermarks;
        this.rollbacks = rollbacks;
    }

    /** Saves what has changed. Never fails: what could not be saved is saved next time. */
    Future<Void> save() {
        if (saving) return Future.succeededFuture();
        saving = true;
        var changed = watermarks.changedSince(saved);
        var more = unsaved();
        return table.saveRollbacks(more)
                .onSuccess(done -> more.forEach(each -> savedRollbacks.put(each.shard(), each)))
                .compose(done -> table.save(changed))
                .onSuccess(done -> saved.putAll(changed))
                .onComplete(done -> saving = false)
                .otherwiseEmpty();
    }

    private List<Rollback> unsaved() {
        return rollbacks.all().stream()
                .filter(each -> !each.equals(savedRollbacks.get(each.shard())))
                .toList();
    }

    /** Learns what others saved. Those who ask meanwhile share one answer; fails while Postgres is away. */
    Future<Void> refresh() {
        var present = refresh;
        if (present != null) return present;
        var fresh = table.load()
                .onSuccess(this::learn)
                .compose(done -> table.rollbacks())
                .onSuccess(this::learnLosses);
        refresh = fresh.mapEmpty();
        fresh.onSuccess(done -> refresh = null).onFailure(cause -> vertx.setTimer(AWAY_MS, later -> refresh = null));
        return fresh.mapEmpty();
    }

    private void learn(Map<Integer, Known> loaded) {
        loaded.forEach((shard, known) -> {
            if (shard >= watermarks.shards()) return;
            watermarks.learn(shard, known);
            saved.put(shard, known);
        });
    }

    private void learnLosses(Collection<Rollback> loaded) {
        rollbacks.add(loaded);
        for (var each : loaded) savedRollbacks.put(each.shard(), each);
    }
}
