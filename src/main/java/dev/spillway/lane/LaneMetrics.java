package dev.spillway.lane;

import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.Script;
import dev.spillway.redis.ScriptCall;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How full the lanes of this node's shards are, looked at every few seconds.
 *
 * <ul>
 *   <li>{@code gateway_lane_depth_deliveries{destination,priority}}: waiting or out
 *   <li>{@code gateway_lane_oldest_seconds{destination,priority}}: age of the oldest of them
 * </ul>
 *
 * Lanes are bounded by Redis' memory only: that a backlog may grow while a destination is away is what they are for. Alert on
 * the age.
 */
public final class LaneMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(LaneMetrics.class);
    private static final Script DEPTH = Script.load(LaneMetrics.class, "depth.lua");
    private static final long EVERY_MS = 5_000;
    /** So that a look at thousands of shards does not hold up what else the link does. */
    private static final int SHARDS_AT_ONCE = 64;

    private static final Depth EMPTY = new Depth(0, 0);

    private final MeterRegistry registry;
    private final RedisLink redis;
    private final Keyspace keys;
    private final Supplier<List<Integer>> shards;
    private final Map<String, Depth> depths = new ConcurrentHashMap<>();

    private record Depth(long deliveries, long oldestMs) {
        Depth plus(Depth other) {
            return new Depth(deliveries + other.deliveries, Math.max(oldestMs, other.oldestMs));
        }
    }

    /**
     * Does no I/O yet.
     *
     * @param shards those this node owns now
     */
    public LaneMetrics(MeterRegistry registry, RedisLink redis, Keyspace keys, Supplier<List<Integer>> shards) {
        this.registry = registry;
        this.redis = redis;
        this.keys = keys;
        this.shards = shards;
    }

    /** Begins to look, on the present event loop. */
    public void start(Vertx vertx) {
        vertx.setPeriodic(EVERY_MS, tick -> look());
    }

    /** Looks once; fails while Redis is away, and then the gauges keep what they last showed. */
    Future<Void> look() {
        return look(shards.get(), List.of())
                .onSuccess(this::publish)
                .onFailure(cause ->
                        LOG.atDebug().addKeyValue("cause", cause.getMessage()).log("lane.depthUnknown"))
                .mapEmpty();
    }

    private Future<List<Response>> look(List<Integer> left, List<Response> seen) {
        if (left.isEmpty()) return Future.succeededFuture(seen);
        var some = Math.min(SHARDS_AT_ONCE, left.size());
        var looks = left.subList(0, some).stream()
                .map(shard -> redis.run(new ScriptCall(DEPTH).key(keys.ofShard(shard, ""))))
                .toList();
        return Future.all(looks)
                .map(all -> Stream.concat(seen.stream(), all.<Response>list().stream())
                        .toList())
                .compose(more -> look(left.subList(some, left.size()), more));
    }

    private void publish(List<Response> shardsSeen) {
        var sums = new HashMap<String, Depth>();
        for (var lanes : shardsSeen) {
            for (var i = 0; i + 2 < lanes.size(); i += 3) {
                var depth =
                        new Depth(lanes.get(i + 1).toLong(), lanes.get(i + 2).toLong());
                sums.merge(lanes.get(i).toString(), depth, Depth::plus);
            }
        }
        depths.replaceAll((lane, old) -> EMPTY);
        sums.forEach(this::publish);
    }

    private void publish(String lane, Depth depth) {
        if (depths.put(lane, depth) == null) register(lane);
    }

    private void register(String lane) {
        var name = LaneName.parse(lane);
        var tags = Tags.of(
                "destination", name.destination(), "priority", name.priority().name());
        Gauge.builder(
                        "gateway.lane.depth.deliveries",
                        () -> depths.getOrDefault(lane, EMPTY).deliveries())
                .tags(tags)
                .register(registry);
        Gauge.builder(
                        "gateway.lane.oldest.seconds",
                        () -> depths.getOrDefault(lane, EMPTY).oldestMs() / 1000.0)
                .tags(tags)
                .register(registry);
    }
}
