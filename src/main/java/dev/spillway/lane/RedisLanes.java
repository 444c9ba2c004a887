package dev.spillway.lane;

import dev.spillway.event.ContactKey;
import dev.spillway.event.Payload;
import dev.spillway.ledger.LedgerDiet;
import dev.spillway.ledger.LedgerEntry;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.Script;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Lanes in Redis, of the shards this node owns. Belongs to one event loop, which it shares with the dispatcher: a lane to
 * which something is added while it is being asked is asked again, in whatever order the answers come.
 */
public final class RedisLanes implements Lanes {
    private static final Script PROGRESS = ShardWrites.script("progress.lua");

    private final ShardWrites writes;
    private final ReadyLanes ready;
    private final AttemptsOut out = new AttemptsOut();
    private final Reconsidered reconsidered = new Reconsidered();
    private final Finishing finishing;
    private final Recovery recovery;
    private final Taking taking;
    private final Waking waking;

    /** One whose destinations are no people. */
    public RedisLanes(
            Vertx vertx,
            RedisLink redis,
            Keyspace keys,
            ShardTokens tokens,
            Supplier<Map<String, Duration>> ambiguousWaits,
            LedgerDiet diet) {
        this(vertx, redis, keys, tokens, ambiguousWaits, diet, Set.of());
    }

    /**
     * Does no I/O yet.
     *
     * @param ambiguousWaits by destination, as they are now: how long an attempt that may have arrived waits for a sign before it is
     *     repeated; destinations not named wait not at all
     * @param diet looks at what goes to the ledger
     * @param toPeople destinations whose attempts come with what is known of the person
     */
    public RedisLanes(
            Vertx vertx,
            RedisLink redis,
            Keyspace keys,
            ShardTokens tokens,
            Supplier<Map<String, Duration>> ambiguousWaits,
            LedgerDiet diet,
            Set<String> toPeople) {
        this.writes = new ShardWrites(redis, keys, tokens);
        this.ready = new ReadyLanes(vertx);
        this.finishing = new Finishing(vertx, writes, out, diet);
        this.recovery = new Recovery(vertx, writes, ready, out, ambiguousWaits);
        this.taking = new Taking(writes, ready, out, finishing, recovery, toPeople);
        this.waking = new Waking(writes, ready);
    }

    @Override
    public void onWork(String destination, Runnable wake) {
        ready.onWork(destination, wake);
    }

    /** Tells that something was put into a lane of a shard. */
    public void appended(int shard, LaneName lane) {
        ready.add(shard, lane);
    }

    /**
     * Takes nothing more from a shard that will be given away, until it is {@linkplain #lost lost} and ours again.
     *
     * @return completes when nothing of it is out, at the latest when it is {@linkplain #lost lost}
     */
    public Future<Void> closing(int shard) {
        taking.close(shard);
        return out.idle(shard);
    }

    /**
     * Lets nothing more out of a shard that is about to be given away, but for attempts of which something is out already: to cut those
     * off would leave nobody who knows whether they arrived. What was taken and has not gone gets its turn again at its next owner.
     *
     * @return completes when all that is out has ended, at the latest when the shard is {@linkplain #lost lost}
     */
    public Future<Void> holdBack(int shard) {
        var kept = out.holdBack(shard) ? recovery.recover(shard) : Future.<Void>succeededFuture();
        return Future.join(kept, out.returned(shard)).mapEmpty();
    }

    /** Forgets a shard that is not ours any more: no attempt of it may leave, what its takes still bring is dropped. */
    public void lost(int shard) {
        taking.open(shard);
        ready.forget(shard);
        out.forget(shard);
    }

    /**
     * Takes over a shard's lanes: attempts of an earlier owner that never ended become ambiguous, those that never reached
     * us because an answer was lost get their turn again, and all its lanes are looked at. Harmless at any time; happens by
     * itself a while after a take that failed.
     */
    public Future<Void> recover(int shard) {
        return recovery.recover(shard);
    }

    @Override
    public Future<List<Attempt>> take(String destination, int max, Priority least) {
        return taking.take(destination, max, least);
    }

    @Override
    public Future<List<Attempt>> takeLast(String destination, int max, Priority least) {
        return taking.takeLast(destination, max, least);
    }

    @Override
    public Future<List<Attempt>> more(Attempt first, int max) {
        return taking.more(first, max);
    }

    @Override
    public Future<List<Attempt>> alike(Attempt first, int max) {
        return taking.alike(first, max);
    }

    /**
     * An attempt from before its shard was lost may not leave, even if the shard is ours again; nor a message that the gates let go
     * before its person {@linkplain #changes changed their mind}: it waits for its time at the number, and is judged anew.
     */
    @Override
    public boolean mayLeave(Attempt attempt) {
        var shard = attempt.shard();
        return writes.held(shard)
                && !isOutdated(attempt)
                && out.goes(shard, attempt.delivery().id(), attempt.take());
    }

    private boolean isOutdated(Attempt attempt) {
        return attempt.permit() != null
                && reconsidered.isOutdated(attempt.delivery().contact(), attempt.take());
    }

    /**
     * A person allows more or less than before. From the moment before it is written nothing may leave that was judged without it: others
     * see the change as soon as Redis has it, and that is before its answer is here.
     *
     * @param write writes the change; what it throws fails it
     */
    public <T> Future<T> changes(ContactKey contact, Supplier<Future<T>> write) {
        reconsidered.changes(contact);
        return Future.succeededFuture(write)
                .compose(Supplier::get)
                .onComplete(done -> reconsidered.changed(contact, out.next()));
    }

    /**
     * What was {@linkplain Verdict.PutOff put off} for one reason has its turn now.
     *
     * @param shards those of this node
     * @return completes when all of it has been brought back; what could not be comes when its time is up. Never fails
     */
    public Future<Void> wake(Collection<Integer> shards, String destination, String why) {
        return waking.wake(shards, destination, why);
    }

    @Override
    public Future<Void> keep(Attempt attempt, Payload progress) {
        var call = writes.call(PROGRESS, attempt.shard());
        if (call.isEmpty()) return ShardWrites.fenced();
        call.get().arg(attempt.delivery().id()).arg(attempt.take()).arg(progress);
        return writes.run(attempt.shard(), call.get())
                .compose(kept -> kept.toInteger() == 1 ? Future.succeededFuture() : ShardWrites.fenced());
    }

    @Override
    public Future<Void> finish(Attempt attempt, Verdict verdict, List<LedgerEntry> entries, Optional<Payload> answer) {
        var ending = Ending.of(attempt, verdict);
        var event = answer.map(json -> Answers.stored(attempt, json)).orElse(Payload.EMPTY);
        return finishing.end(attempt, ending, entries, event).onSuccess(done -> finished(attempt, ending));
    }

    private void finished(Attempt attempt, Ending end) {
        var delivery = attempt.delivery();
        var lane = new LaneName(delivery.destination(), delivery.priority());
        if (end.delayMs() == 0 || !end.aside().isEmpty()) ready.add(attempt.shard(), lane);
        if (end.delayMs() > 0) ready.of(lane).addLater(attempt.shard(), end.delayMs());
    }
}
