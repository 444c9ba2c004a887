package dev.spillway.lane;

import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** In which shards of which lanes something may be due, and whom to tell. Belongs to one event loop. */
final class ReadyLanes {
    private final Vertx vertx;
    private final Map<LaneName, ReadyShards> byLane = new HashMap<>();
    private final Map<String, Runnable> wakes = new HashMap<>();

    ReadyLanes(Vertx vertx) {
        this.vertx = vertx;
    }

    void onWork(String destination, Runnable wake) {
        wakes.put(destination, wake);
    }

    /** Something may be due in a shard now. */
    void add(int shard, LaneName lane) {
        of(lane).add(shard);
        wake(lane.destination());
    }

    ReadyShards of(LaneName lane) {
        return byLane.computeIfAbsent(lane, name -> new ReadyShards(vertx, () -> wake(name.destination())));
    }

    /** The lane of the highest priority, and none below {@code least}, in which something may be due. */
    Optional<LaneName> first(String destination, Priority least) {
        for (var priority : Priority.values()) {
            if (priority.compareTo(least) > 0) break;
            var lane = new LaneName(destination, priority);
            var shards = byLane.get(lane);
            if (shards != null && !shards.isEmpty()) return Optional.of(lane);
        }
        return Optional.empty();
    }

    void forget(int shard) {
        byLane.values().forEach(lane -> lane.forget(shard));
    }

    private void wake(String destination) {
        var wake = wakes.get(destination);
        if (wake != null) wake.run();
    }
}
