package dev.spillway.redis;

import dev.spillway.event.GatewayException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
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
    private volatile boolean up;
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

    /** Topology and level in words, e.g. {@code cluster, replicas 1}. */
    public String level() {
        return redis.level();
    }

    /** {@code up}, or what is wrong and how to mend it, or while {@link #isUp()} what is worse than it should be. */
    public String state() {
        return state;
    }

    /** Whether Redis is there and as it must be. */
    public boolean isUp() {
        return up;
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
        if (!redis.up()) away();
        else if (!state.equals(UP) || ++ticks % TICKS_WHILE_WELL == 0) look();
    }

    private void away() {
        up = false;
        state = "away: " + redis.problem();
    }

    private void look() {
        if (looking) return;
        looking = true;
        rules.check(redis).onComplete(this::looked);
    }

    private void looked(AsyncResult<Optional<String>> done) {
        looking = false;
        var before = state;
        state = done.succeeded()
                ? done.result().orElse(UP)
                : String.valueOf(done.cause().getMessage());
        up = done.succeeded();
        if (done.succeeded()) {
            keepsPromises = true;
            first.tryComplete();
            if (!state.equals(UP) && !before.equals(state))
                LOG.atWarn().addKeyValue("reason", state).log("redis.worse");
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
