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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private static final long TAKE_AGAIN_MS = 1_000;

    private final Vertx vertx;
    private final RedisLink redis;
    private final Keyspace keys;
    private final ShardTokens tokens;
    private final Map<String, Duration> ambiguousWaits;
    private final AttemptsOut out = new AttemptsOut();
    private final Map<LaneName, ReadyShards> ready = new HashMap<>();
    private final Map<String, Runnable> wakes = new HashMap<>();

    /**
     * Does no I/O yet.
     *
     * @param ambiguousWaits by destination: how long an attempt that may have arrived waits for a sign before it is
     *     repeated; destinations not named wait not at all
     */
    public RedisLanes(
            Vertx vertx, RedisLink redis, Keyspace keys, ShardTokens tokens, Map<String, Duration> ambiguousWaits) {
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
        ready.values().forEach(lane -> lane.forget(shard));
        out.forget(shard);
    }

    /**
     * Takes over a shard's lanes: attempts of an earlier owner that never ended become ambiguous, those that never reached
     * us because an answer was lost get their turn again, and all its lanes are looked at. Harmless at any time.
     */
    public Future<Void> recover(int shard) {
        var call = owned(RECOVER, shard);
        if (call.isEmpty()) return fenced();
        var outs = Map.copyOf(out.of(shard));
        call.get().arg(out.settledBelow()).arg(outs.size());
        outs.forEach((id, each) -> call.get().arg(id).arg(each.busy() ? 0 : each.take()));
        ambiguousWaits.forEach(
                (destination, wait) -> call.get().arg(destination).arg(wait.toMillis()));
        return redis.run(call.get())
                .onSuccess(lanes -> recovered(shard, outs, lanes))
                .mapEmpty();
    }

    private void recovered(int shard, Map<String, AttemptsOut.Out> outs, Response lanes) {
        outs.forEach((id, each) -> {
            if (!each.busy()) out.ended(shard, id, each.take());
        });
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
        takeFrom(lane.get(), max - taken.size()).onSuccess(more -> {
            taken.addAll(more);
            takeMore(destination, max, taken, promise);
        });
    }

    private Optional<LaneName> firstReady(String destination) {
        for (var priority : Priority.values()) {
            var lane = new LaneName(destination, priority);
            if (ready.containsKey(lane) && !ready(lane).isEmpty()) return Optional.of(lane);
        }
        return Optional.empty();
    }

    /** Never fails; a shard that gives no answer is not asked again for a while. */
    private Future<List<Attempt>> takeFrom(LaneName lane, int max) {
        var shards = ready(lane).next(Math.min(max, SHARDS_PER_TAKE));
        var each = Math.max(1, max / shards.size());
        var takes = shards.stream().map(shard -> takeFrom(lane, shard, each)).toList();
        return Future.join(takes).map(all -> merge(takes));
    }

    private static List<Attempt> merge(List<Future<List<Attempt>>> takes) {
        return takes.stream().flatMap(take -> take.result().stream()).toList();
    }

    private Future<List<Attempt>> takeFrom(LaneName lane, int shard, int max) {
        var call = owned(TAKE, shard);
        if (call.isEmpty()) {
            ready(lane).forget(shard);
            return Future.succeededFuture(List.of());
        }
        var take = out.ask();
        call.get().arg(lane.text()).arg(max).arg(take);
        return redis.run(call.get())
                .map(TakeAnswer::of)
                .onSuccess(answer -> drained(lane, shard, answer, max))
                .map(answer -> taken(lane, shard, take, answer))
                .onComplete(done -> out.settled(take))
                .recover(cause -> notTaken(lane, shard, cause));
    }

    private List<Attempt> taken(LaneName lane, int shard, long take, TakeAnswer answer) {
        var attempts = new ArrayList<Attempt>();
        for (var item : answer.items()) {
            out.out(shard, item.id(), take);
            try {
                attempts.add(item.attempt(shard));
            } catch (RuntimeException e) {
                bury(lane, shard, item, answer.at());
            }
        }
        return attempts;
    }

    private void drained(LaneName lane, int shard, TakeAnswer answer, int max) {
        if (answer.items().size() >= max) return;
        ready(lane).remove(shard);
        if (answer.nextTurnMs() >= 0) ready(lane).addLater(shard, answer.nextTurnMs());
    }

    /** What it may have taken is found again by {@link #recover}. */
    private Future<List<Attempt>> notTaken(LaneName lane, int shard, Throwable cause) {
        if (isFenced(cause)) tokens.doubted(shard);
        ready(lane).remove(shard);
        ready(lane).addLater(shard, TAKE_AGAIN_MS);
        LOG.atDebug()
                .addKeyValue("shard", shard)
                .addKeyValue("cause", cause.getMessage())
                .log("lane.notTaken");
        return Future.succeededFuture(List.of());
    }

    /** A delivery that cannot be read must not hold up those behind it. */
    private void bury(LaneName lane, int shard, TakeAnswer.Item item, Instant at) {
        LOG.atError()
                .addKeyValue("shard", shard)
                .addKeyValue("deliveryId", item.id())
                .log("lane.unreadableDelivery");
        var letter = item.deadLetter(shard, lane, at);
        end(shard, item.id(), Ending.DEAD, List.of(letter), Payload.EMPTY)
                .onSuccess(done -> appended(shard, lane))
                .onFailure(cause ->
                        LOG.atWarn().addKeyValue("deliveryId", item.id()).log("lane.unreadableKept"));
    }

    @Override
    public Future<Void> finish(Attempt attempt, Verdict verdict, List<LedgerEntry> entries, Optional<Payload> answer) {
        var ending = Ending.of(attempt, verdict);
        var event = answer.map(json -> Answers.stored(attempt, json)).orElse(Payload.EMPTY);
        return end(attempt.shard(), attempt.delivery().id(), ending, entries, event)
                .onSuccess(done -> finished(attempt, ending));
    }

    private Future<Void> end(int shard, String id, Ending ending, List<LedgerEntry> entries, Payload event) {
        var take = out.takeOf(shard, id);
        var call = owned(FINISH, shard);
        if (call.isEmpty()) {
            out.untold(shard, id, take);
            return fenced();
        }
        call.get().arg(id).arg(ending.gone() ? "gone" : "again").arg(ending.delayMs());
        call.get().arg(ending.attempts()).arg(ending.ambiguous() ? 1 : 0);
        call.get().arg(entries.isEmpty() ? Payload.EMPTY : LedgerCodec.encode(entries));
        call.get().arg(event).arg(take).arg(ending.dead() ? 0 : 1);
        return send(shard, call.get(), 1)
                .onSuccess(done -> out.ended(shard, id, take))
                .onFailure(cause -> out.untold(shard, id, take));
    }

    /** Until Redis has it: a script that was lost on the way may be sent twice, it ends only the attempt of its take. */
    private Future<Void> send(int shard, ScriptCall call, int tries) {
        return redis.run(call).<Void>mapEmpty().recover(cause -> sendAgain(shard, call, tries, cause));
    }

    private Future<Void> sendAgain(int shard, ScriptCall call, int tries, Throwable cause) {
        if (isFenced(cause)) tokens.doubted(shard);
        if (isFenced(cause) || tokens.token(shard).isEmpty()) return fenced();
        if (tries == 1) {
            LOG.atWarn()
                    .addKeyValue("shard", shard)
                    .addKeyValue("cause", cause.getMessage())
                    .log("lane.finishAgain");
        }
        return vertx.timer(FINISH_AGAIN_MS).compose(fired -> send(shard, call, tries + 1));
    }

    private void finished(Attempt attempt, Ending end) {
        var delivery = attempt.delivery();
        var lane = new LaneName(delivery.destination(), delivery.priority());
        if (end.delayMs() == 0) appended(attempt.shard(), lane);
        else ready(lane).addLater(attempt.shard(), end.delayMs());
    }

    private Optional<ScriptCall> owned(Script script, int shard) {
        return tokens.token(shard)
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
