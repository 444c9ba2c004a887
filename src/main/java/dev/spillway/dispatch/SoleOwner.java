package dev.spillway.dispatch;

import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.Script;
import dev.spillway.redis.ScriptCall;
import java.util.List;
import java.util.Optional;
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
    private static final Script CLAIM = Script.load(SoleOwner.class, "claim.lua");

    private final RedisLink redis;
    private final Keyspace keys;
    private final int shards;
    private final String token;
    private final TreeSet<Integer> owned = new TreeSet<>();
    private final TreeSet<Integer> everOwned = new TreeSet<>();
    private @Nullable Listener listener;
    private boolean stopped;

    /**
     * Does no I/O yet.
     *
     * @param incarnation differs for every start of every node
     */
    public SoleOwner(RedisLink redis, Keyspace keys, int shards, String incarnation) {
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
        if (heard == null || stopped) return;
        var call = new ScriptCall(CLAIM).key(keys.ofShard(shard, "")).arg(token).arg(everOwned.contains(shard) ? 0 : 1);
        redis.run(call)
                .onSuccess(present -> claimed(shard, present.toString(), heard))
                .onFailure(cause -> LOG.atWarn()
                        .addKeyValue("shard", shard)
                        .addKeyValue("cause", cause.getMessage())
                        .log("shard.claimFailed"));
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
    public void stop() {
        stopped = true;
        owned.clear();
    }
}
