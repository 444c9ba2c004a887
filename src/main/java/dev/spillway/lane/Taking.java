package dev.spillway.lane;

import dev.spillway.redis.Script;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes deliveries out of lanes: of shards that are ours beyond doubt and not being handed over. A take is answered only when
 * the mark of its attempts is as safe as {@code redis.acknowledge} says; one that failed counts as lost, and {@link Recovery}
 * finds what it may have taken. Belongs to one event loop.
 */
final class Taking {
    private static final Logger LOG = LoggerFactory.getLogger(Taking.class);
    private static final Script TAKE = ShardWrites.scriptOfPeople("take.lua");
    private static final Script MORE = ShardWrites.script("more.lua");
    private static final Script ALIKE = ShardWrites.script("alike.lua");
    private static final int SHARDS_PER_TAKE = 16;
    /** A question costs about as much as two deliveries do: few shards are asked for some rather than many for one each. */
    private static final int EACH_LEAST = 4;

    /** One after the other, a fraction of a ms each: for a call that many share. */
    private static final int SHARDS_ASIDE = 64;

    private static final long TAKE_AGAIN_MS = 1_000;

    private final ShardWrites writes;
    private final ReadyLanes ready;
    private final AttemptsOut out;
    private final Finishing finishing;
    private final Recovery recovery;
    private final Set<String> toPeople;
    private final Set<Integer> closing = new HashSet<>();

    /** @param toPeople destinations whose attempts come with what is known of the person */
    Taking(
            ShardWrites writes,
            ReadyLanes ready,
            AttemptsOut out,
            Finishing finishing,
            Recovery recovery,
            Set<String> toPeople) {
        this.writes = writes;
        this.ready = ready;
        this.out = out;
        this.finishing = finishing;
        this.recovery = recovery;
        this.toPeople = Set.copyOf(toPeople);
    }

    /**
     * One question to one shard.
     *
     * @param take its number
     * @param mark of the lane's ready shards when it was sent
     */
    private record Ask(LaneName lane, int shard, int max, long take, long mark) {}

    /** What a destination would take. */
    private record Wish(String destination, int max, Priority least, boolean lastFirst) {}

    /** Takes nothing more from a shard until it is {@linkplain #open opened}. */
    void close(int shard) {
        closing.add(shard);
        ready.forget(shard);
    }

    void open(int shard) {
        closing.remove(shard);
    }

    Future<List<Attempt>> take(String destination, int max, Priority least) {
        return take(new Wish(destination, max, least, false));
    }

    Future<List<Attempt>> takeLast(String destination, int max, Priority least) {
        return take(new Wish(destination, max, least, true));
    }

    private Future<List<Attempt>> take(Wish wish) {
        var promise = Promise.<List<Attempt>>promise();
        takeMore(wish, new ArrayList<>(), promise);
        return promise.future();
    }

    /** Goes on, priority by priority, until enough is taken or nothing more is due. */
    private void takeMore(Wish wish, List<Attempt> taken, Promise<List<Attempt>> promise) {
        var lane =
                wish.lastFirst ? ready.last(wish.destination, wish.least) : ready.first(wish.destination, wish.least);
        if (lane.isEmpty() || taken.size() >= wish.max) {
            promise.complete(taken);
            return;
        }
        takeFrom(lane.get(), wish.max - taken.size()).onSuccess(more -> {
            taken.addAll(more);
            takeMore(wish, taken, promise);
        });
    }

    /** Never fails: what a take without an answer may have marked is given its turn by {@link Recovery}. */
    Future<List<Attempt>> more(Attempt first, int max) {
        var delivery = first.delivery();
        return beside(MORE, new Aside(lane(first), first.shard(), max, delivery.id(), String.valueOf(first.take())));
    }

    /** As {@link #more}, of whoever is due in whatever shard: from one after the other, until it is enough. */
    Future<List<Attempt>> alike(Attempt first, int max) {
        var taken = new ArrayList<Attempt>();
        var asked = Future.<Void>succeededFuture();
        for (var shard : ready.of(lane(first)).next(SHARDS_ASIDE)) {
            asked = asked.compose(before -> {
                if (taken.size() >= max) return Future.succeededFuture();
                var left = max - taken.size();
                var lane = lane(first);
                var aside = new Aside(
                        lane, shard, left, lane.text(), first.delivery().operation());
                return beside(ALIKE, aside).onSuccess(taken::addAll).mapEmpty();
            });
        }
        return asked.map(all -> taken);
    }

    private static LaneName lane(Attempt attempt) {
        return new LaneName(attempt.delivery().destination(), attempt.delivery().priority());
    }

    /** What to take with one that is out; {@code what} and {@code which} say it to the script. */
    private record Aside(LaneName lane, int shard, int max, String what, String which) {}

    /** Whatever else is due in the shard stays to be taken. */
    private Future<List<Attempt>> beside(Script script, Aside aside) {
        if (!mayTake(aside.lane, aside.shard)) return Future.succeededFuture(List.of());
        var ask = new Ask(
                aside.lane,
                aside.shard,
                aside.max,
                out.ask(aside.shard),
                ready.of(aside.lane).mark());
        return sendBeside(script, aside, ask)
                .map(answer -> taken(ask, answer))
                .onComplete(done -> out.settled(ask.take))
                .recover(cause -> notTaken(ask, cause));
    }

    private Future<TakeAnswer> sendBeside(Script script, Aside aside, Ask ask) {
        var call = writes.call(script, ask.shard);
        if (call.isEmpty()) return ShardWrites.fenced();
        call.get().arg(aside.what).arg(aside.which).arg(ask.max).arg(ask.take);
        return writes.runSafely(ask.shard, call.get()).map(answer -> TakeAnswer.of(answer, false));
    }

    /** Never fails; a shard that gives no answer is not asked again for a while. */
    private Future<List<Attempt>> takeFrom(LaneName lane, int max) {
        var shards = ready.of(lane).next(Math.min(Math.max(1, max / EACH_LEAST), SHARDS_PER_TAKE));
        var takes = new ArrayList<Future<List<Attempt>>>();
        var left = max;
        for (var shard : shards) {
            var share = left / (shards.size() - takes.size());
            takes.add(takeFrom(lane, shard, share));
            left -= share;
        }
        return Future.join(takes).map(all -> merge(takes));
    }

    private static List<Attempt> merge(List<Future<List<Attempt>>> takes) {
        return takes.stream().flatMap(take -> take.result().stream()).toList();
    }

    private Future<List<Attempt>> takeFrom(LaneName lane, int shard, int max) {
        if (!mayTake(lane, shard)) return Future.succeededFuture(List.of());
        var ask = new Ask(lane, shard, max, out.ask(shard), ready.of(lane).mark());
        return send(ask)
                .onSuccess(answer -> drained(ask, answer))
                .map(answer -> taken(ask, answer))
                .onComplete(done -> out.settled(ask.take))
                .recover(cause -> notTaken(ask, cause));
    }

    /** A shard that is not ours, or is being handed over, comes back when it is recovered. */
    private boolean mayTake(LaneName lane, int shard) {
        if (writes.ours(shard) && !closing.contains(shard)) return held(lane, shard);
        ready.of(lane).forget(shard);
        return false;
    }

    private boolean held(LaneName lane, int shard) {
        if (writes.held(shard)) return true;
        again(lane, shard, ready.of(lane).mark());
        return false;
    }

    private Future<TakeAnswer> send(Ask ask) {
        var call = writes.call(TAKE, ask.shard);
        if (call.isEmpty()) return ShardWrites.fenced();
        var withFacts = toPeople.contains(ask.lane.destination());
        call.get().arg(ask.lane.text()).arg(ask.max).arg(ask.take).arg(withFacts ? 1 : 0);
        return writes.runSafely(ask.shard, call.get()).map(answer -> TakeAnswer.of(answer, withFacts));
    }

    /** What comes after the shard was lost is the next owner's; whether that is another or we again. */
    private List<Attempt> taken(Ask ask, TakeAnswer answer) {
        var attempts = new ArrayList<Attempt>();
        if (!out.counts(ask.take)) return attempts;
        for (var item : answer.items()) {
            out.out(ask.shard, item.id(), ask.take);
            try {
                attempts.add(item.attempt(ask.shard, ask.take, answer.at()));
            } catch (RuntimeException e) {
                bury(ask, item, answer.at());
            }
        }
        return attempts;
    }

    private void drained(Ask ask, TakeAnswer answer) {
        if (answer.items().size() >= ask.max) return;
        ready.of(ask.lane).remove(ask.shard, ask.mark);
        if (answer.nextTurnMs() >= 0) ready.of(ask.lane).addLater(ask.shard, answer.nextTurnMs());
    }

    private Future<List<Attempt>> notTaken(Ask ask, Throwable cause) {
        if (ShardWrites.isFenced(cause)) {
            again(ask.lane, ask.shard, ask.mark);
        } else {
            out.unanswered(ask.take);
            ready.of(ask.lane).remove(ask.shard, ask.mark);
            recovery.soon(ask.shard);
        }
        LOG.atDebug()
                .addKeyValue("shard", ask.shard)
                .addKeyValue("cause", cause.getMessage())
                .log("lane.notTaken");
        return Future.succeededFuture(List.of());
    }

    private void again(LaneName lane, int shard, long mark) {
        ready.of(lane).remove(shard, mark);
        ready.of(lane).addLater(shard, TAKE_AGAIN_MS);
    }

    /** A delivery that cannot be read must not hold up those behind it. */
    private void bury(Ask ask, TakeAnswer.Item item, Instant at) {
        LOG.atError()
                .addKeyValue("shard", ask.shard)
                .addKeyValue("deliveryId", item.id())
                .log("lane.unreadableDelivery");
        finishing
                .bury(ask.shard, item.id(), ask.take, item.deadLetter(ask.shard, ask.lane, at))
                .onSuccess(done -> ready.add(ask.shard, ask.lane))
                .onFailure(cause ->
                        LOG.atWarn().addKeyValue("deliveryId", item.id()).log("lane.unreadableKept"));
    }
}
