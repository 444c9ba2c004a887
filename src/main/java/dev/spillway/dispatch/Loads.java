package dev.spillway.dispatch;

import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.Script;
import dev.spillway.redis.ScriptCall;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What waits in the shards of this node, looked at every other second, a few shards at a time. For people only. */
final class Loads {
    private static final Logger LOG = LoggerFactory.getLogger(Loads.class);
    private static final Script LOAD = Script.load(Loads.class, "load.lua");
    private static final long EVERY_MS = 2_000;
    private static final int SHARDS_AT_ONCE = 16;

    private final RedisLink redis;
    private final Keyspace keys;
    private final Map<Integer, ShardLoad> loads = new HashMap<>();
    private boolean looking;

    Loads(RedisLink redis, Keyspace keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** Begins to look, on the present event loop. */
    void start(Vertx vertx, Supplier<List<Integer>> owned) {
        vertx.setPeriodic(EVERY_MS, tick -> look(owned.get()));
    }

    /** As last looked at. */
    ShardLoad of(int shard) {
        return loads.getOrDefault(shard, ShardLoad.NONE);
    }

    private void look(List<Integer> shards) {
        if (looking) return;
        looking = true;
        loads.keySet().retainAll(shards);
        lookFrom(0, shards)
                .onComplete(done -> looking = false)
                .onFailure(cause ->
                        LOG.atDebug().addKeyValue("cause", cause.getMessage()).log("shard.loadUnknown"));
    }

    private Future<?> lookFrom(int first, List<Integer> shards) {
        if (first >= shards.size()) return Future.succeededFuture();
        var next = Math.min(shards.size(), first + SHARDS_AT_ONCE);
        var looks = shards.subList(first, next).stream().map(this::lookAt).toList();
        return Future.all(looks).compose(all -> lookFrom(next, shards));
    }

    private Future<?> lookAt(int shard) {
        return redis.run(new ScriptCall(LOAD).key(keys.ofShard(shard, "")))
                .onSuccess(answer -> loads.put(shard, load(answer)));
    }

    private static ShardLoad load(Response answer) {
        return new ShardLoad(answer.get(0).toLong(), answer.get(1).toLong());
    }
}
