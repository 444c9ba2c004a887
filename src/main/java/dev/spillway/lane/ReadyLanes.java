package dev.spillway.lane;

import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
        return lanes(destination, least).findFirst();
    }

    /** The lane of the lowest of these priorities in which something may be due. */
    Optional<LaneName> last(String destination, Priority least) {
        return lanes(destination, least).reduce((higher, lower) -> lower);
    }

    private Stream<LaneName> lanes(String destination, Priority least) {
        return Stream.of(Priority.values())
                .filter(priority -> priority.compareTo(least) <= 0)
                .map(priority -> new LaneName(destination, priority))
                .filter(this::mayBeDue);
    }

    private boolean mayBeDue(LaneName lane) {
        var shards = byLane.get(lane);
        return shards != null && !shards.isEmpty();
    }

    void forget(int shard) {
        byLane.values().forEach(lane -> lane.forget(shard));
    }

    private void wake(String destination) {
        var wake = wakes.get(destination);
        if (wake != null) wake.run();
    }
}
