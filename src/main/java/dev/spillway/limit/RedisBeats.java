package dev.spillway.limit;

import dev.spillway.event.GatewayException;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.Script;
import dev.spillway.redis.ScriptCall;
import dev.spillway.redis.ServerClock;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Duration;

/**
 * Beats that all nodes share: a key each, by the clock of the Redis that holds it, whose times are brought to this node's own
 * monotonic clock by what each answer tells of it. So neither the nodes' clocks matter, nor how long an answer took. Belongs to the
 * event loop of its link.
 */
public final class RedisBeats implements SharedBeats {
    private static final Script LEASE = script("even-lease.lua");
    private static final Script COUNT = script("even-count.lua");
    private static final Script SLOW = script("even-slow.lua");
    private static final Script LEARN = script("even-learn.lua");
    private static final Script REST = script("even-rest.lua");

    private final RedisLink link;
    private final String base;
    private final ServerClock clock = new ServerClock();

    public RedisBeats(RedisLink link, Keyspace keys) {
        this.link = link;
        this.base = keys.global("limits") + ":even:";
        link.onUp(clock::forget);
    }

    private static Script script(String file) {
        return Script.load(RedisBeats.class, "even.lua", file);
    }

    /** A lease by the clock of Redis, and what that showed. */
    record Told(double nowMicros, Lease lease) {}

    @Override
    public Future<Lease> lease(Even even, Wish wish) {
        var asked = System.nanoTime();
        return ask(even, wish).map(told -> here(told, asked)).recover(RedisBeats::unavailable);
    }

    /** By the clock of Redis. */
    Future<Told> ask(Even even, Wish wish) {
        var ahead = Ahead.SHARED;
        var call = call(LEASE, even).arg(even.floorPercent());
        call.arg(micros(ahead.least())).arg(micros(ahead.step())).arg(micros(ahead.chunk()));
        call.arg(wish.byRank().size());
        wish.byRank().forEach(call::arg);
        return link.run(call).map(RedisBeats::told);
    }

    private Lease here(Told told, long asked) {
        var answered = System.nanoTime();
        clock.learn(asked, answered, (long) told.nowMicros);
        return told.lease.shifted(answered / 1e3 - clock.likelyMicros(answered));
    }

    private static Told told(Response answer) {
        double gap = answer.get(2).toDouble();
        var wait = Duration.ofNanos((long) (answer.get(4).toDouble() * 1e3));
        var lease = new Lease(answer.get(1).toDouble(), gap, answer.get(3).toInteger(), wait, 1e6 / gap);
        return new Told(answer.get(0).toDouble(), lease);
    }

    @Override
    public void count(Even even, int times) {
        tell(call(COUNT, even).arg(times));
    }

    @Override
    public void slow(Even even) {
        tell(call(SLOW, even));
    }

    @Override
    public void learn(Even even, int perSecond) {
        tell(call(LEARN, even).arg(perSecond));
    }

    @Override
    public void rest(Even even, Duration delay) {
        tell(call(REST, even).arg(delay.toMillis()));
    }

    @Override
    public boolean up() {
        return link.up(base);
    }

    @Override
    public void onUp(Runnable callback) {
        link.onUp(callback);
    }

    private ScriptCall call(Script script, Even even) {
        return new ScriptCall(script, 12)
                .key(base + even.name())
                .arg(even.perSecond())
                .arg(Double.toString(Even.seconds(Even.COUNTED)))
                .arg(Double.toString(Even.seconds(Even.DRIFT)))
                .arg(micros(Ahead.MOST));
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    /** What cannot be told now will be told by the next answer, or ends by itself. */
    private void tell(ScriptCall call) {
        link.run(call).onFailure(lost -> {});
    }

    private static Future<Lease> unavailable(Throwable cause) {
        if (cause instanceof GatewayException) return Future.failedFuture(cause);
        return Future.failedFuture(
                new GatewayException(GatewayException.Kind.UNAVAILABLE, "no times from Redis: " + cause.getMessage()));
    }
}
