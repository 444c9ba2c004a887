package dev.spillway.dispatch;

import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bell that all nodes hear: a count in Redis, which each looks at once a second. Whoever rings does not hear it himself, unless
 * somebody else rings at the same moment: then all hear it. While Redis is away a ring waits until it is back. Belongs to the
 * event loop of its link.
 */
public final class Bell {
    private static final Logger LOG = LoggerFactory.getLogger(Bell.class);
    private static final long LOOK_MS = 1_000;
    private static final long UNKNOWN = -1;

    private final RedisLink redis;
    private final String key;
    private final Runnable heard;
    private long count = UNKNOWN;
    private boolean looking;
    private boolean toRing;

    private Bell(RedisLink redis, String key, Runnable heard) {
        this.redis = redis;
        this.key = key;
        this.heard = heard;
    }

    /**
     * Begins to listen: what rang before is not heard.
     *
     * @param name of the bell
     */
    public static Bell hang(Vertx vertx, RedisLink redis, Keyspace keys, String name, Runnable heard) {
        var bell = new Bell(redis, keys.global("bell:" + name), heard);
        bell.look();
        vertx.setPeriodic(LOOK_MS, tick -> bell.look());
        return bell;
    }

    /** Rings, now or when Redis is back. */
    public void ring() {
        toRing = true;
        look();
    }

    private void look() {
        if (looking) return;
        looking = true;
        var rings = toRing;
        var request = rings
                ? Request.cmd(Command.INCR).arg(key)
                : Request.cmd(Command.GET).arg(key);
        redis.send(key, request).onComplete(done -> looked(rings, done));
    }

    private void looked(boolean rang, AsyncResult<Response> done) {
        looking = false;
        if (done.failed()) {
            LOG.atDebug().addKeyValue("cause", done.cause().getMessage()).log("bell.notLooked");
            return;
        }
        if (rang) toRing = false;
        counted(done.result() == null ? 0 : done.result().toLong(), rang);
        if (toRing) look();
    }

    /** A count that became smaller is a Redis that forgot it: nobody rang. */
    private void counted(long now, boolean rang) {
        var expected = count + (rang ? 1 : 0);
        var others = count != UNKNOWN && now > expected;
        count = now;
        if (others) heard.run();
    }
}
