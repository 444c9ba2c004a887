package dev.spillway.limit;

import dev.spillway.event.GatewayException;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.Script;
import dev.spillway.redis.ScriptCall;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Duration;

/**
 * Buckets that all nodes share: one key each, on the clock of the Redis that holds it, so that the clocks of the nodes do
 * not matter. One script call, one round trip. Belongs to the event loop of its link.
 */
public final class RedisBuckets implements SharedBuckets {
    private static final Script TAKE = Script.load(RedisBuckets.class, "bucket.lua");

    private final RedisLink link;
    private final Keyspace keys;

    public RedisBuckets(RedisLink link, Keyspace keys) {
        this.link = link;
        this.keys = keys;
    }

    @Override
    public Future<Grant> take(String name, Rate rate, int max) {
        return run(name, rate, max, 0);
    }

    @Override
    public Future<Void> empty(String name, Rate rate) {
        return run(name, rate, 0, 1).mapEmpty();
    }

    @Override
    public boolean up(String name) {
        return link.up(key(name));
    }

    @Override
    public void onUp(Runnable callback) {
        link.onUp(callback);
    }

    private Future<Grant> run(String name, Rate rate, int max, int empty) {
        var call = new ScriptCall(TAKE)
                .key(key(name))
                .arg(rate.capacity())
                .arg(Double.toString(rate.perSecond()))
                .arg(max)
                .arg(empty);
        return link.run(call).map(RedisBuckets::grant).recover(RedisBuckets::unavailable);
    }

    private String key(String name) {
        return keys.global("bucket:" + name);
    }

    private static Grant grant(Response answer) {
        return new Grant(
                answer.get(0).toInteger(), Duration.ofMillis(answer.get(1).toLong()));
    }

    private static <T> Future<T> unavailable(Throwable cause) {
        if (cause instanceof GatewayException) return Future.failedFuture(cause);
        return Future.failedFuture(
                new GatewayException(GatewayException.Kind.UNAVAILABLE, "no tokens from Redis: " + cause.getMessage()));
    }
}
