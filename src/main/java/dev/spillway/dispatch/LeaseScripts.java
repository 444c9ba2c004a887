package dev.spillway.dispatch;

import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisError;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.Script;
import dev.spillway.redis.ScriptCall;
import io.vertx.core.Future;

/**
 * Leases in Redis: one script, one slot, each. Each may run late or twice and does no harm then. Fails with Redis' own error
 * {@code FENCED} when a token is void, else when Redis gives no answer; then nobody knows whether it ran.
 */
final class LeaseScripts {
    private static final Script CLAIM = script("lease-claim.lua");
    private static final Script RENEW = script("lease-renew.lua");
    private static final Script RELEASE = script("lease-release.lua");

    private final RedisLink redis;
    private final Keyspace keys;
    private final String node;
    private final long ttlMs;
    private final long[] counters;

    LeaseScripts(RedisLink redis, Keyspace keys, String node, LeaseSettings settings) {
        this.redis = redis;
        this.keys = keys;
        this.node = node;
        this.ttlMs = settings.ttl().toMillis();
        this.counters = new long[keys.shards()];
    }

    private static Script script(String file) {
        return Script.load(LeaseScripts.class, "lease.lua", file);
    }

    /** Takes a shard that nobody has; answers our token, or nothing but an empty text while another node has it. */
    Future<String> claim(int shard) {
        return token(shard, call(CLAIM, shard).arg(node).arg(ttlMs).arg(counters[shard]));
    }

    /** Renews a lease; answers the token in force, which is another one if Redis came back empty. */
    Future<String> renew(int shard, String token) {
        var call = call(RENEW, shard).arg(node).arg(ttlMs).arg(counters[shard]).arg(token);
        return token(shard, call);
    }

    /** Gives a shard back; what was void already stays so. */
    Future<Void> release(int shard, String token) {
        return redis.run(call(RELEASE, shard).arg(token)).mapEmpty();
    }

    private ScriptCall call(Script script, int shard) {
        return new ScriptCall(script).key(keys.ofShard(shard, ""));
    }

    private Future<String> token(int shard, ScriptCall call) {
        return redis.run(call).map(String::valueOf).onSuccess(token -> remember(shard, token));
    }

    private void remember(int shard, String token) {
        var parts = token.split("\\.", 3);
        if (parts.length == 3) counters[shard] = Math.max(counters[shard], Long.parseLong(parts[1]));
    }

    static boolean isFenced(Throwable cause) {
        return RedisError.FENCED.is(cause);
    }
}
