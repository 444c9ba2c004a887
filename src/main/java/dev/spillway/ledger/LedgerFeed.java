package dev.spillway.ledger;

import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far the ledger's streams have come to Postgres. Belongs to the event loop of its link. */
public final class LedgerFeed {
    private final RedisLink redis;
    private final Keyspace keys;

    public LedgerFeed(RedisLink redis, Keyspace keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /**
     * Whether all that was written for a shard up to a time (of Redis' clock) is in Postgres. Entries leave the stream only
     * when they are.
     */
    Future<Boolean> drained(int shard, Instant upTo) {
        var key = keys.ofShard(shard, LedgerStreams.STREAM);
        var oldest = Request.cmd(Command.XRANGE)
                .arg(key)
                .arg("-")
                .arg("+")
                .arg("COUNT")
                .arg(1);
        return redis.send(key, oldest).map(answer -> isLater(answer, upTo));
    }

    private static boolean isLater(@Nullable Response oldest, Instant upTo) {
        if (oldest == null || oldest.size() == 0) return true;
        var id = oldest.get(0).get(0).toString();
        return Long.parseLong(id.substring(0, id.indexOf('-'))) > upTo.toEpochMilli();
    }
}
