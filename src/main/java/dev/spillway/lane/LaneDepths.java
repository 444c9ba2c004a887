package dev.spillway.lane;

import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.Script;
import dev.spillway.redis.ScriptCall;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks how full lanes are. What it finds may be a moment old. Belongs to the event loop of its link. */
public final class LaneDepths {
    private static final Script DEPTH = Script.load(LaneDepths.class, "depth.lua");
    /** So that a look at thousands of shards does not hold up what else the link does. */
    private static final int SHARDS_AT_ONCE = 64;

    /** However many people ask, all shards are looked at no more often. */
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final RedisLink redis;
    private final Keyspace keys;
    private @Nullable Future<Map<String, Depth>> looked;
    private long lookedAt;

    /**
     * How full one or several lanes are.
     *
     * @param deliveries waiting or out
     * @param oldestMs age of the oldest of them; 0 if there are none
     */
    public record Depth(long deliveries, long oldestMs) {
        /** Nothing in it. */
        public static final Depth EMPTY = new Depth(0, 0);

        Depth plus(Depth other) {
            return new Depth(deliveries + other.deliveries, Math.max(oldestMs, other.oldestMs));
        }
    }

    /** Does no I/O yet. */
    public LaneDepths(RedisLink redis, Keyspace keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** By destination, of all shards, whoever owns them. Fails while Redis is away. */
    public Future<Map<String, Depth>> byDestination() {
        var last = looked;
        var now = System.nanoTime();
        if (last != null && !last.failed() && now - lookedAt < FRESH.toNanos()) return last;
        var all = IntStream.range(0, keys.shards()).boxed().toList();
        var looking = of(all).map(LaneDepths::byDestination);
        looked = looking;
        lookedAt = now;
        return looking;
    }

    private static Map<String, Depth> byDestination(Map<String, Depth> byLane) {
        var sums = new HashMap<String, Depth>();
        byLane.forEach((lane, depth) -> sums.merge(LaneName.parse(lane).destination(), depth, Depth::plus));
        return sums;
    }

    /** By lane, of these shards. Fails while Redis is away. */
    Future<Map<String, Depth>> of(List<Integer> shards) {
        return look(shards, List.of()).map(LaneDepths::sums);
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

    private static Map<String, Depth> sums(List<Response> shardsSeen) {
        var sums = new HashMap<String, Depth>();
        for (var lanes : shardsSeen) {
            for (var i = 0; i + 2 < lanes.size(); i += 3) {
                var depth =
                        new Depth(lanes.get(i + 1).toLong(), lanes.get(i + 2).toLong());
                sums.merge(lanes.get(i).toString(), depth, Depth::plus);
            }
        }
        return sums;
    }
}
