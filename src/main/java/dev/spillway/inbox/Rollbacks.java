package dev.spillway.inbox;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** The rollbacks this node knows of. Changed on one event loop, readable from any thread. */
final class Rollbacks implements Distrust {
    private final Clock clock;
    private volatile Map<Integer, Rollback> byShard = Map.of();

    Rollbacks(Clock clock) {
        this.clock = clock;
    }

    void add(Collection<Rollback> more) {
        if (more.isEmpty()) return;
        var all = new HashMap<>(byShard);
        for (var each : more) all.merge(each.shard(), each, Rollback::or);
        byShard = Map.copyOf(all);
    }

    /** Up to which id losses of a shard are known: what has gone before is no news. */
    Position lost(int shard) {
        var rollback = byShard.get(shard);
        return rollback == null ? Position.START : rollback.lost();
    }

    Collection<Rollback> all() {
        return byShard.values();
    }

    @Override
    public boolean isRolledBack(int shard) {
        var rollback = byShard.get(shard);
        return rollback != null && !rollback.isOver(clock.instant());
    }

    /** How many shards are rolled back. */
    long count() {
        var now = clock.instant();
        return byShard.values().stream().filter(each -> !each.isOver(now)).count();
    }

    /** {@code up}, or what is checked against Postgres and for how long. */
    String state() {
        var shards = count();
        if (shards == 0) return "up";
        return "redis came back without its newest entries (" + shards + (shards == 1 ? " shard" : " shards")
                + "); events are checked against Postgres until " + end();
    }

    private Instant end() {
        return byShard.values().stream()
                .map(Rollback::until)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
