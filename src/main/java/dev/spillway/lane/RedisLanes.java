package dev.spillway.lane;

import dev.spillway.event.GatewayException;
import dev.spillway.event.Payload;
import dev.spillway.ledger.LedgerCodec;
import dev.spillway.ledger.LedgerEntry;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.Script;
import dev.spillway.redis.ScriptCall;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lanes in Redis, of the shards this node owns. Belongs to one event loop, and shares its {@link RedisLink} with the dispatcher:
 * answers come in the order the commands were sent, so a lane is never believed empty after something was put into it.
 */
public final class RedisLanes implements Lanes {
    private static final Logger LOG = LoggerFactory.getLogger(RedisLanes.class);
    private static final Class<?> REDIS = RedisLink.class;
    private static final Script TAKE = Script.load(REDIS, "shard.lua", "/dev/spillway/lane/take.lua");
    private static final Script FINISH = lanes("finish.lua");
    private static final Script RECOVER = lanes("recover.lua");
    private static final int SHARDS_PER_TAKE = 16;
    private static final long FINISH_AGAIN_MS = 200;

    private final Vertx vertx;
    private final RedisLink redis;
    private final Keyspace keys;
    private final IntFunction<Optional<String>> tokens;
    private final Map<String, Duration> ambiguousWaits;
    private final Map<LaneName, ReadyShards> ready = new HashMap<>();
    private final Map<String, Runnable> wakes = new HashMap<>();

    /**
     * Does no I/O yet.
     *
     * @param tokens the fencing token of a shard, empty if this node does not own it
     * @param ambiguousWaits by destination: how long an attempt that may have arrived waits for a sign before it is
     *     repeated; destinations not named wait not at all
     */
    public RedisLanes(
            Vertx vertx,
            RedisLink redis,
            Keyspace keys,
            IntFunction<Optional<String>> tokens,
            Map<String, Duration> ambiguousWaits) {
        this.vertx = vertx;
        this.redis = redis;
        this.keys = keys;
        this.tokens = tokens;
        this.ambiguousWaits = Map.copyOf(ambiguousWaits);
    }

    private static Script lanes(String file) {
        return Script.load(REDIS, "shard.lua", "/dev/spillway/lane/lane.lua", "/dev/spillway/lane/" + file);
    }

    @Override
    public void onWork(String destination, Runnable wake) {
        wakes.put(destination, wake);
    }

    /** Tells that something was put into a lane of a shard. */
    public void appended(int shard, LaneName lane) {
        ready(lane).add(shard);
        wake(lane.destination());
    }

    /** Forgets a shard that is not ours any more. */
    public void lost(int shard) {
        ready.values().forEach(lane -> lane.remove(shard));
    }

    /** Takes over a shard's lanes: attempts that never ended become ambiguous, and all its lanes are looked at. */
    public Future<Void> recover(int shard) {
        var call = owned(RECOVER, shard);
        if (call.isEmpty()) return fenced();
        ambiguousWaits.forEach(
                (destination, wait) -> call.get().arg(destination).arg(wait.toMillis()));
        return redis.run(call.get()).onSuccess(lanes -> recovered(shard, lanes)).mapEmpty();
    }

    private void recovered(int shard, Response lanes) {
        for (var lane : lanes) appended(shard, LaneName.parse(lane.toString()));
    }

    @Override
    public Future<List<Attempt>> take(String destination, int max) {
        var promise = Promise.<List<Attempt>>promise();
        takeMore(destination, max, new ArrayList<>(), promise);
        return promise.future();
    }

    /** Goes on, priority by priority, until enough is taken or nothing more is due. */
    private void takeMore(String destination, int max, List<Attempt> taken, Promise<List<Attempt>> promise) {
        var lane = firstReady(destination);
        if (lane.isEmpty() || taken.size() >= max) {
            promise.complete(taken);
            return;
        }
        takeFrom(lane.get(), max - taken.size()).onComplete(done -> {
            if (done.succeeded()) taken.addAll(done.result());
            if (done.failed()) promise.complete(taken);
            else takeMore(destination, max, taken, promise);
        });
    }

    private Optional<LaneName> firstReady(String destination) {
        for (var priority : Priority.values()) {
            var lane = new LaneName(destination, priority);
            if (ready.containsKey(lane) && !ready(lane).isEmpty()) return Optional.of(lane);
        }
        return Optional.empty();
    }

    private Future<List<Attempt>> takeFrom(LaneName lane, int max) {
        var shards = ready(lane).next(Math.min(max, SHARDS_PER_TAKE));
        var each = Math.max(1, max / shards.size());
        var takes = shards.stream().map(shard -> takeFrom(lane, shard, each)).toList();
        return Future.join(takes).transform(all -> Future.succeededFuture(merge(takes)));
    }

    private static List<Attempt> merge(List<Future<List<Attempt>>> takes) {
        return takes.stream()
                .filter(Future::succeeded)
                .flatMap(take -> take.result().stream())
                .toList();
    }

    private Future<List<Attempt>> takeFrom(LaneName lane, int shard, int max) {
        var call = owned(TAKE, shard);
        if (call.isEmpty()) {
            ready(lane).remove(shard);
            return Future.succeededFuture(List.of());
        }
        call.get().arg(lane.text()).arg(max);
        return redis.run(call.get()).map(answer -> taken(lane, shard, max, answer));
    }

    private List<Attempt> taken(LaneName lane, int shard, int max, Response answer) {
        var attempts = new ArrayList<Attempt>();
        for (var i = 1; i + 1 < answer.size(); i += 2) attempts.add(attempt(shard, answer.get(i), answer.get(i + 1)));
        if (attempts.size() < max) drained(lane, shard, answer.get(0).toLong());
        return attempts;
    }

    private void drained(LaneName lane, int shard, long nextTurnMs) {
        ready(lane).remove(shard);
        if (nextTurnMs >= 0) ready(lane).addLater(shard, nextTurnMs);
    }

    private static Attempt attempt(int shard, Response record, Response attempts) {
        var bytes = record.toBytes();
        var body = indexOf(bytes, indexOf(bytes, 0) + 1) + 1;
        var delivery = DeliveryCodec.decode(Payload.of(bytes, body, bytes.length - body));
        var counted = attempts.toString();
        var colon = counted.indexOf(':');
        var number = Integer.parseInt(counted.substring(0, colon)) + 1;
        return new Attempt(shard, delivery, number, counted.endsWith(":1"));
    }

    private static int indexOf(byte[] bytes, int from) {
        for (var i = from; i < bytes.length; i++) if (bytes[i] == '\n') return i;
        throw new IllegalArgumentException("a stored delivery without its head");
    }

    @Override
    public Future<Void> finish(Attempt attempt, Verdict verdict, List<LedgerEntry> entries, Optional<Payload> answer) {
        var call = owned(FINISH, attempt.shard());
        if (call.isEmpty()) return fenced();
        var end = Ending.of(attempt, verdict);
        call.get()
                .arg(attempt.delivery().id())
                .arg(end.gone() ? "gone" : "again")
                .arg(end.delayMs());
        call.get().arg(end.attempts()).arg(end.ambiguous() ? 1 : 0);
        call.get().arg(entries.isEmpty() ? Payload.EMPTY : LedgerCodec.encode(entries));
        call.get().arg(answer.map(json -> Answers.stored(attempt, json)).orElse(Payload.EMPTY));
        return send(attempt, call.get()).onSuccess(done -> finished(attempt, end));
    }

    /** Until Redis has it: a script that was lost on the way may be sent twice. */
    private Future<Void> send(Attempt attempt, ScriptCall call) {
        return redis.run(call).<Void>mapEmpty().recover(cause -> sendAgain(attempt, call, cause));
    }

    private Future<Void> sendAgain(Attempt attempt, ScriptCall call, Throwable cause) {
        if (isFenced(cause) || tokens.apply(attempt.shard()).isEmpty()) return fenced();
        LOG.atWarn()
                .addKeyValue("deliveryId", attempt.delivery().id())
                .addKeyValue("cause", cause.getMessage())
                .log("lane.finishAgain");
        return vertx.timer(FINISH_AGAIN_MS).compose(fired -> send(attempt, call));
    }

    private void finished(Attempt attempt, Ending end) {
        var delivery = attempt.delivery();
        var lane = new LaneName(delivery.destination(), delivery.priority());
        if (end.delayMs() == 0) appended(attempt.shard(), lane);
        else ready(lane).addLater(attempt.shard(), end.delayMs());
    }

    private Optional<ScriptCall> owned(Script script, int shard) {
        return tokens.apply(shard)
                .map(token ->
                        new ScriptCall(script).key(keys.ofShard(shard, "")).arg(token));
    }

    private static boolean isFenced(Throwable cause) {
        return String.valueOf(cause.getMessage()).startsWith("FENCED");
    }

    private static <T> Future<T> fenced() {
        return Future.failedFuture(
                new GatewayException(GatewayException.Kind.FENCED, "the shard is not ours any more"));
    }

    private ReadyShards ready(LaneName lane) {
        return ready.computeIfAbsent(lane, name -> new ReadyShards(vertx, () -> wake(name.destination())));
    }

    private void wake(String destination) {
        var wake = wakes.get(destination);
        if (wake != null) wake.run();
    }
}
