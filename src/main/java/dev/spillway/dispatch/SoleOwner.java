package dev.spillway.dispatch;

import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.Script;
import dev.spillway.redis.ScriptCall;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owner of all shards, for an installation of one node. At its start it takes every shard, whoever had it; after that it
 * takes back only what nobody has (a Redis that came back empty). A second node started by mistake takes the shards over and
 * this one stops writing.
 */
public final class SoleOwner implements ShardOwnership {
    private static final Logger LOG = LoggerFactory.getLogger(SoleOwner.class);
    private static final long AGAIN_MS = 500;
    private static final Script CLAIM = Script.load(SoleOwner.class, "claim.lua");

    private final Vertx vertx;
    private final RedisLink redis;
    private final Keyspace keys;
    private final int shards;
    private final String token;
    private final TreeSet<Integer> owned = new TreeSet<>();
    private final Set<Integer> claiming = new HashSet<>();
    private final TreeSet<Integer> everOwned = new TreeSet<>();
    private @Nullable Listener listener;
    private boolean stopped;

    /**
     * Does no I/O yet.
     *
     * @param incarnation differs for every start of every node
     */
    public SoleOwner(Vertx vertx, RedisLink redis, Keyspace keys, int shards, String incarnation) {
        this.vertx = vertx;
        this.redis = redis;
        this.keys = keys;
        this.shards = shards;
        this.token = incarnation;
    }

    @Override
    public void start(Listener listener) {
        this.listener = listener;
        redis.onUp(this::claimAll);
    }

    private void claimAll() {
        for (var shard = 0; shard < shards; shard++) claim(shard);
    }

    private void claim(int shard) {
        var heard = listener;
        if (heard == null || stopped || !claiming.add(shard)) return;
        var call = new ScriptCall(CLAIM).key(keys.ofShard(shard, "")).arg(token).arg(everOwned.contains(shard) ? 0 : 1);
        redis.run(call)
                .onComplete(done -> claiming.remove(shard))
                .onSuccess(present -> claimed(shard, present.toString(), heard))
                .onFailure(cause -> claimFailed(shard, cause));
    }

    /** A link that is down claims everything when it is up again; a Redis that says no is asked again. */
    private void claimFailed(int shard, Throwable cause) {
        if (!redis.up()) return;
        LOG.atWarn()
                .addKeyValue("shard", shard)
                .addKeyValue("cause", cause.getMessage())
                .log("shard.claimFailed");
        vertx.setTimer(AGAIN_MS, fired -> claim(shard));
    }

    private void claimed(int shard, String present, Listener listener) {
        if (stopped) return;
        everOwned.add(shard);
        if (present.equals(token)) {
            owned.add(shard);
            listener.gained(shard);
        } else {
            owned.remove(shard);
            LOG.atError().addKeyValue("shard", shard).log("shard.lostToAnotherNode");
            listener.lost(shard);
        }
    }

    @Override
    public List<Integer> owned() {
        return List.copyOf(owned);
    }

    @Override
    public Optional<String> token(int shard) {
        return owned.contains(shard) ? Optional.of(token) : Optional.empty();
    }

    @Override
    public void doubted(int shard) {
        if (owned.remove(shard)) claim(shard);
    }

    @Override
    public Future<Void> stop() {
        stopped = true;
        owned.clear();
        return Future.succeededFuture();
    }
}
