package dev.spillway.redis;

import dev.spillway.event.GatewayException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps looking whether Redis is there and as it must be: at every connect, every half minute, and twice a second while
 * something is wrong. Started and used on the event loop of its link; readable from any thread.
 */
public final class RedisWatch {
    private static final Logger LOG = LoggerFactory.getLogger(RedisWatch.class);
    private static final long TICK_MS = 500;
    private static final int TICKS_WHILE_WELL = 60;
    private static final String UP = "up";

    private final Vertx vertx;
    private final RedisLink redis;
    private final RedisRules rules;
    private final Promise<Void> first = Promise.promise();
    private volatile String state = "not looked at yet";
    private volatile boolean keepsPromises;
    private boolean looking;
    private int ticks;

    private RedisWatch(Vertx vertx, RedisLink redis, RedisRules rules) {
        this.vertx = vertx;
        this.redis = redis;
        this.rules = rules;
    }

    /** Begins to look. */
    public static RedisWatch start(Vertx vertx, RedisLink redis, RedisRules rules) {
        var watch = new RedisWatch(vertx, redis, rules);
        redis.onUp(watch::look);
        vertx.setPeriodic(TICK_MS, tick -> watch.tick());
        return watch;
    }

    /** {@code up}, or what is wrong and how to mend it. */
    public String state() {
        return state;
    }

    /** Whether Redis is there and as it must be. */
    public boolean isUp() {
        return state.equals(UP);
    }

    /**
     * Whether an event may be stored in the Redis that was last seen: false before the first look, and once it broke a rule.
     * That it is away says nothing; then storing fails by itself.
     */
    public boolean keepsPromises() {
        return keepsPromises;
    }

    /** The first look; fails if a rule is broken, and ends well without one if Redis is away for so long. */
    public Future<Void> firstLook(Duration atMost) {
        vertx.setTimer(atMost.toMillis(), late -> {
            if (first.tryComplete()) LOG.atWarn().log("redis.awayAtStart");
        });
        return first.future();
    }

    private void tick() {
        if (!redis.up()) state = "away";
        else if (!isUp() || ++ticks % TICKS_WHILE_WELL == 0) look();
    }

    private void look() {
        if (looking) return;
        looking = true;
        rules.check(redis).onComplete(this::looked);
    }

    private void looked(AsyncResult<Void> done) {
        looking = false;
        var before = state;
        state = done.succeeded() ? UP : String.valueOf(done.cause().getMessage());
        if (done.succeeded()) {
            keepsPromises = true;
            first.tryComplete();
        } else if (isRejected(done.cause())) {
            keepsPromises = false;
            first.tryFail(done.cause());
            if (!before.equals(state))
                LOG.atError().addKeyValue("reason", state).log("redis.rejected");
        }
    }

    private static boolean isRejected(Throwable cause) {
        return cause instanceof GatewayException known && known.kind() == GatewayException.Kind.REJECTED;
    }
}
