package dev.spillway.inbox;

import dev.spillway.event.Event;
import dev.spillway.event.GatewayException;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * The inbox in Redis. All that arrives in one turn of the event loop, or while enough calls are open already, goes into the
 * next script call: under load the cost of one event falls by itself, and one fsync serves many webhooks.
 *
 * <p>An event whose receipt is {@code FAILED} will not be appended any more by the call that failed: whoever puts it
 * elsewhere then need not fear that it turns up in Redis behind what came after it. (Its mark and entry may be there
 * already.)
 *
 * <p>Belongs to the event loop it was made on.
 */
public final class RedisInbox implements Inbox {
    /** How soon a Redis that hung and answers again is seen; a look is a few comparisons. */
    private static final long TICK_MS = 25;

    private static final int ALL_SHARDS = 0;
    private static final Duration ALONE_TIMEOUT = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final RedisLink redis;
    private final AcceptParts parts;
    private final Map<Integer, RedisLine> lines = new HashMap<>();
    private long tickedAt = System.nanoTime();

    /** An inbox that is all there is: nothing catches what it does not take, so it may take its time. */
    public RedisInbox(Vertx vertx, RedisLink redis, Keyspace keys, InboxSettings settings, InboxMetrics metrics) {
        this(
                vertx,
                redis,
                new AcceptParts(
                        keys,
                        settings,
                        metrics,
                        ALONE_TIMEOUT,
                        1,
                        new RedisTime(Clock.systemUTC(), keys.shards()),
                        new Watermarks(keys.shards())));
    }

    /** An inbox of this event loop; the link belongs to the same. */
    public RedisInbox(Vertx vertx, RedisLink redis, AcceptParts parts) {
        this.vertx = vertx;
        this.redis = redis;
        this.parts = parts;
        if (!redis.oneSlotOnly()) line(ALL_SHARDS);
        redis.onUp(() -> lines.values().forEach(RedisLine::connected));
        vertx.setPeriodic(TICK_MS, tick -> tick());
    }

    private void tick() {
        var now = System.nanoTime();
        var late = Math.max(0, now - tickedAt - TimeUnit.MILLISECONDS.toNanos(TICK_MS));
        tickedAt = now;
        lines.values().forEach(line -> line.tick(late));
    }

    @Override
    public Future<List<Receipt>> accept(List<Event> events) {
        if (events.isEmpty()) return Future.succeededFuture(List.of());
        if (waiting() + events.size() > parts.settings().pendingEventsMax()) return overloaded(events);
        var since = System.nanoTime();
        var batch = new AcceptBatch(events.size(), Promise.promise());
        for (var i = 0; i < events.size(); i++) put(events.get(i), since, batch, i);
        return batch.future();
    }

    @Override
    public double strain() {
        var most = 1.0;
        for (var line : lines.values()) most = Math.max(most, line.strain());
        return most;
    }

    private int waiting() {
        var all = 0;
        for (var line : lines.values()) all += line.size();
        return all;
    }

    private Future<List<Receipt>> overloaded(List<Event> events) {
        parts.metrics().refused(events.size());
        return Future.failedFuture(
                new GatewayException(GatewayException.Kind.OVERLOADED, "too many events wait for Redis"));
    }

    private void put(Event event, long since, AcceptBatch batch, int index) {
        var line = line(redis.oneSlotOnly() ? event.shard() : ALL_SHARDS);
        if (line.open()) {
            line.add(new Waiting(event, EventCodec.encode(event), since, batch, index));
            return;
        }
        parts.metrics().refused(1);
        batch.fail(index, RedisLine.away());
    }

    /** One for all shards, or where a script may touch one slot only, one a shard. */
    private RedisLine line(int shard) {
        return lines.computeIfAbsent(shard, first -> new RedisLine(vertx, redis, parts, shard, clockOf(shard)));
    }

    private LongConsumer clockOf(int shard) {
        var time = parts.time();
        return redis.oneSlotOnly() ? micros -> time.learn(shard, micros) : time::learn;
    }
}
