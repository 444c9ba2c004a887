package dev.spillway.inbox;

import dev.spillway.event.GatewayException;
import dev.spillway.loop.TimeLimit;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.ServerClock;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * The way of events to one Redis server. Every call carries a deadline by the server's clock, which passes before we give
 * the call up by ours: what we count as not taken cannot be taken any more. A server that lets a call wait for longer than we have
 * {@link Patience} hangs; nothing more is sent to it but the question for its time, until it answers that within the most that we
 * would wait for anything. Answers make us more patient, however late, and a loop of ours that is
 * late itself: silence does not.
 *
 * <pre>
 *   open ──a call not answered in time──► hung ──time told in time──► open
 * </pre>
 */
final class RedisLine {
    private static final long CLOCK_AGE_NANOS = 2_000_000_000L;
    private static final long MS = 1_000_000L;

    private final Vertx vertx;
    private final RedisLink redis;
    private final AcceptParts parts;
    private final LongConsumer time;
    private final Context context;
    private final String key;
    private final Buffer keyBytes;
    private final Patience patience;
    private final ServerClock clock = new ServerClock();
    private final WaitingLine waiting = new WaitingLine();
    private int calls;
    private boolean flushScheduled;
    private boolean hung;
    private boolean looking;
    private long lookedAt;

    /**
     * Of one event loop.
     *
     * @param shard whose server it is
     * @param time hears what its clock shows now, in microseconds since 1970
     */
    RedisLine(Vertx vertx, RedisLink redis, AcceptParts parts, int shard, LongConsumer time) {
        this.vertx = vertx;
        this.redis = redis;
        this.parts = parts;
        this.time = time;
        this.context = vertx.getOrCreateContext();
        this.key = parts.keys().ofShard(shard, "inbox");
        this.keyBytes = Buffer.buffer(key);
        this.patience = new Patience(parts.redisTimeout(), parts.patienceMax());
    }

    static GatewayException away() {
        return new GatewayException(GatewayException.Kind.UNAVAILABLE, "Redis is not available");
    }

    int size() {
        return waiting.size();
    }

    /** Whether events are being taken. */
    boolean open() {
        return !hung && redis.up(keyBytes);
    }

    /** How many times as long as usual Redis is waited for. */
    double strain() {
        return patience.strain(System.nanoTime());
    }

    void add(Waiting event) {
        waiting.add(event);
        scheduleFlush();
    }

    /** Not at once: what comes in the same turn shares the call, and calls that fail at once would nest without end. */
    private void scheduleFlush() {
        if (flushScheduled || waiting.isEmpty()) return;
        flushScheduled = true;
        context.runOnContext(turn -> flush());
    }

    private void flush() {
        flushScheduled = false;
        if (waiting.isEmpty()) return;
        var now = System.nanoTime();
        var allowed = patience.nanos(now);
        if (!knowsTime(now, allowed)) {
            lookAtClock();
            return;
        }
        var settings = parts.settings();
        while (!waiting.isEmpty() && calls < settings.callsInFlightMax()) {
            send(waiting.take(settings.batchEventsMax(), settings.batchBytesMax()), allowed);
        }
    }

    /** Well enough to set a deadline that is so many nanoseconds away. */
    private boolean knowsTime(long now, long allowed) {
        return clock.errorMicros(now) < allowed / 2_000;
    }

    /** @param allowed nanoseconds that it may take, from when the first of them came */
    private void send(List<Waiting> events, long allowed) {
        calls++;
        parts.metrics().batch(events.size(), patience.isStrained(allowed));
        var since = events.get(0).since();
        var end = since + allowed;
        var call = new RedisAccept(events, parts);
        var timer = vertx.setTimer(
                Math.max(1, (end - System.nanoTime() + MS - 1) / MS),
                late -> TimeLimit.onceRead(vertx, () -> giveUp(call)));
        redis.runSafely(AcceptScript.call(
                        events, clock.surelyReachedMicros(end) / 1_000, parts.keys(), parts.settings()))
                .onComplete(done -> answered(call, since, timer, done));
    }

    private void answered(RedisAccept call, long since, long timer, AsyncResult<Response> done) {
        calls--;
        call.answered(done);
        if (done.succeeded()) took(since);
        if (call.isSettled()) vertx.cancelTimer(timer);
        if (call.wasLate()) lookAtClock();
        scheduleFlush();
    }

    private void took(long since) {
        var now = System.nanoTime();
        patience.took(now - since, now);
    }

    private void giveUp(RedisAccept call) {
        if (!call.isAnswered()) hang();
        call.giveUp();
    }

    private void hang() {
        hung = true;
        var all = waiting.takeAll();
        parts.metrics().refused(all.size());
        for (var event : all) event.fail(away());
    }

    /**
     * Asks for the time where that is due, and lets go of what waited in vain.
     *
     * @param late by how much it comes later than it should, in nanoseconds
     */
    void tick(long late) {
        patience.late(late);
        var now = System.nanoTime();
        var allowed = patience.nanos(now);
        if (isWaitOver(now, allowed)) TimeLimit.onceRead(vertx, this::letGo);
        var missed = !waiting.isEmpty() && !knowsTime(now, allowed);
        if (hung || missed || now - lookedAt > CLOCK_AGE_NANOS) lookAtClock();
    }

    private boolean isWaitOver(long now, long allowed) {
        return !waiting.isEmpty() && now - waiting.first().since() > allowed;
    }

    private void letGo() {
        var now = System.nanoTime();
        if (isWaitOver(now, patience.nanos(now))) hang();
    }

    /** The link has come up, perhaps to another server: what was known of the clock holds no more. */
    void connected() {
        clock.forget();
        lookAtClock();
    }

    /** Asks for the time, one question at a time. */
    void lookAtClock() {
        if (looking || !redis.up(keyBytes)) return;
        looking = true;
        var sent = System.nanoTime();
        redis.send(key, Request.cmd(Command.TIME)).onComplete(done -> looked(sent, done));
    }

    private void looked(long sent, AsyncResult<Response> done) {
        looking = false;
        lookedAt = System.nanoTime();
        if (done.failed()) return;
        clock.learn(sent, lookedAt, micros(done.result()));
        time.accept(clock.likelyMicros(lookedAt));
        if (lookedAt - sent <= patience.most()) hung = false;
        else if (!hung) lookAtClock();
        scheduleFlush();
    }

    private static long micros(Response time) {
        return time.get(0).toLong() * 1_000_000 + time.get(1).toLong();
    }
}
