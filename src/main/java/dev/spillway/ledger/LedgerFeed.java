package dev.spillway.ledger;

import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.Script;
import dev.spillway.redis.ScriptCall;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How far the ledger's streams have come to Postgres. Those who ask at the same time share an answer. Belongs to the event loop of
 * its link.
 */
public final class LedgerFeed {
    private static final Script OLDEST = Script.load(LedgerFeed.class, "oldest.lua");
    private static final int ALL_SHARDS = -1;

    private final RedisLink redis;
    private final Keyspace keys;
    private final Map<Integer, Future<Instant>> asked = new HashMap<>();

    public LedgerFeed(RedisLink redis, Keyspace keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /**
     * Whether all that was written for a shard up to a time (of Redis' clock) is in Postgres. Entries leave the streams only
     * when they are. What was written for a shard stands in its own stream or, where one script may write for several, in that
     * of any shard.
     */
    Future<Boolean> drained(int shard, Instant upTo) {
        var group = redis.oneSlotOnly() ? shard : ALL_SHARDS;
        var answer = asked.computeIfAbsent(group, this::oldest);
        answer.onComplete(done -> asked.remove(group, answer));
        return answer.map(upTo::isBefore);
    }

    /** Everything before it is in Postgres. */
    private Future<Instant> oldest(int group) {
        var call = new ScriptCall(OLDEST);
        var shards = group == ALL_SHARDS ? IntStream.range(0, keys.shards()) : IntStream.of(group);
        shards.forEach(shard -> call.key(keys.ofShard(shard, LedgerStreams.STREAM)));
        return redis.run(call).map(oldest -> Instant.ofEpochMilli(oldest.toLong()));
    }
}
