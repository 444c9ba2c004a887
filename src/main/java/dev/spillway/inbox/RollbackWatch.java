package dev.spillway.inbox;

import dev.spillway.event.EventKind;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices a Redis that came back without entries it had taken: emptied, restored from an older file, or another server that
 * lacked the newest. From then on, for as long as anybody may repeat what was lost, the shard is distrusted, by all nodes and
 * after restarts too. Looks after every connect, whenever it is asked to, and at every shard once in about
 * {@value #ROUND_SECONDS} seconds.
 *
 * <p>Belongs to the event loop of its link; {@link #isRolledBack} and {@link #state} are readable from any thread.
 */
public final class RollbackWatch implements Distrust {
    private static final Logger LOG = LoggerFactory.getLogger(RollbackWatch.class);
    private static final Duration POSTGRES_TIMEOUT = Duration.ofSeconds(1);
    private static final long TICK_MS = 1_000;
    private static final int ROUND_SECONDS = 8;

    /** What is asked within this time is looked at together. */
    private static final long GATHER_MS = 5;

    /** Shards are found one after the other; one line tells of all. */
    private static final long TELL_MS = 1_000;

    /** The longest life of a dedupe key: a day more than Meta repeats. */
    static final Duration DISTRUSTED = Arrays.stream(EventKind.values())
            .map(EventKind::dedupeTtl)
            .max(Comparator.naturalOrder())
            .orElseThrow();

    /** What a watch is made of. */
    public record Parts(Vertx vertx, RedisLink redis, Keyspace keys, Watermarks watermarks, Pool pool, Clock clock) {}

    private final Vertx vertx;
    private final RedisLink redis;
    private final Watermarks watermarks;
    private final Clock clock;
    private final RedisMemory memory;
    private final Rollbacks rollbacks;
    private final WatermarkStore store;
    private final RollbackMetrics metrics;
    private final Map<Integer, Known> anchors = new HashMap<>();
    private final Map<Integer, Promise<Void>> wanted = new HashMap<>();
    private boolean telling;
    private int nextShard;

    private RollbackWatch(Parts parts, RollbackMetrics metrics) {
        this.vertx = parts.vertx();
        this.redis = parts.redis();
        this.watermarks = parts.watermarks();
        this.clock = parts.clock();
        this.memory = new RedisMemory(parts.redis(), parts.keys(), clock);
        this.rollbacks = new Rollbacks(clock);
        this.metrics = metrics;
        var table = new WatermarkTable(parts.pool(), POSTGRES_TIMEOUT);
        this.store = new WatermarkStore(vertx, table, watermarks, rollbacks);
    }

    /** Begins to look and to save. Neither store need be there. */
    public static RollbackWatch start(Parts parts, RollbackMetrics metrics) {
        var watch = new RollbackWatch(parts, metrics);
        metrics.shards(watch.rollbacks::count);
        watch.redis.onUp(watch::lookAtAll);
        watch.vertx.setPeriodic(TICK_MS, tick -> watch.tick());
        return watch;
    }

    @Override
    public boolean isRolledBack(int shard) {
        return rollbacks.isRolledBack(shard);
    }

    /** {@code up}, or what is checked against Postgres and until when. */
    public String state() {
        return rollbacks.state();
    }

    /**
     * Looks at a shard: to be done before anything of it is read, after it was gained and after every connect. While
     * Postgres is away this node's own memory decides, and it is looked again when Postgres is back.
     *
     * @return when {@link #isRolledBack} can be relied on; fails with {@code UNAVAILABLE} while Redis cannot tell
     */
    public Future<Void> check(int shard) {
        if (wanted.isEmpty()) vertx.setTimer(GATHER_MS, gathered -> look());
        return wanted.computeIfAbsent(shard, each -> Promise.promise()).future();
    }

    /** Saves a last time. */
    public Future<Void> stop() {
        return store.save();
    }

    private void tick() {
        store.save().onComplete(saved -> lookAtSome());
    }

    private void lookAtSome() {
        if (!redis.up()) return;
        var several = Math.max(1, watermarks.shards() / ROUND_SECONDS);
        IntStream.range(0, several).forEach(one -> lookAt(nextShard++ % watermarks.shards()));
    }

    private void lookAtAll() {
        IntStream.range(0, watermarks.shards()).forEach(this::lookAt);
    }

    /** Who waits for nothing need not know that it failed: it is looked again. */
    private void lookAt(int shard) {
        check(shard)
                .onFailure(cause -> LOG.atDebug().addKeyValue("shard", shard).log("rollback.notLooked"));
    }

    private void look() {
        var asked = Map.copyOf(wanted);
        wanted.clear();
        store.refresh()
                .onComplete(refreshed ->
                        asked.forEach((shard, promise) -> look(shard).onComplete(promise)));
    }

    private Future<Void> look(int shard) {
        var latest = watermarks.of(shard);
        var anchor = anchors.getOrDefault(shard, latest);
        return memory.isLost(shard, anchor, latest, rollbacks.lost(shard))
                .onSuccess(isLost -> looked(shard, latest, isLost))
                .mapEmpty();
    }

    private void looked(int shard, Known latest, boolean isLost) {
        anchors.put(shard, latest);
        if (!isLost) return;
        var now = clock.instant();
        rollbacks.add(List.of(new Rollback(shard, latest.highest(), now, now.plus(DISTRUSTED))));
        if (telling) return;
        telling = true;
        vertx.setTimer(TELL_MS, all -> tell());
        lookAtAll();
    }

    private void tell() {
        telling = false;
        metrics.found();
        LOG.atError()
                .addKeyValue("shards", rollbacks.count())
                .addKeyValue("until", clock.instant().plus(DISTRUSTED))
                .log("redis.rolledBack");
    }
}
