package dev.spillway.lane;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What this node has taken out of its lanes, and which takes are still on their way. With it an attempt in Redis that nobody
 * is busy with can be told from one that somebody is. Bounded by what callers take and do not finish. Belongs to one event loop.
 */
final class AttemptsOut {
    private static final int UNANSWERED_MAX = 1_000;

    /** In place of the shard of a take that was asked before its shard was lost. */
    private static final int NOWHERE = -1;

    private final TreeMap<Long, Integer> asked = new TreeMap<>();
    private final TreeSet<Long> unanswered = new TreeSet<>();
    private final Map<Integer, Map<String, Out>> byShard = new HashMap<>();
    private final Map<Integer, Promise<Void>> waiting = new HashMap<>();
    private long next = 1;

    /**
     * An attempt that was taken.
     *
     * @param take the number of its take
     * @param busy false if its end could not be told, so that nobody is busy with it any more
     */
    record Out(long take, boolean busy) {}

    /** The number of a new take. */
    long ask(int shard) {
        asked.put(next, shard);
        return next++;
    }

    /** The number that the next take will have. */
    long next() {
        return next;
    }

    /** Whether the answer of a take still counts: its shard was not lost since it was asked. */
    boolean counts(long take) {
        return asked.getOrDefault(take, NOWHERE) != NOWHERE;
    }

    /** The take has been answered, and all its attempts are in here; or it never will be answered. */
    void settled(long take) {
        var shard = asked.remove(take);
        if (shard != null) tellIfIdle(shard);
    }

    /** The take was never answered: what it took did not go out. Of too many the earliest are forgotten, which is safe. */
    void unanswered(long take) {
        unanswered.add(take);
        if (unanswered.size() > UNANSWERED_MAX) unanswered.pollFirst();
    }

    Set<Long> unanswered() {
        return unanswered;
    }

    /** All takes below this number are settled. */
    long settledBelow() {
        return asked.isEmpty() ? next : asked.firstKey();
    }

    void out(int shard, String deliveryId, long take) {
        byShard.computeIfAbsent(shard, each -> new HashMap<>()).put(deliveryId, new Out(take, true));
    }

    /** Whether the attempt that came out by this take is still out. */
    boolean isOut(int shard, String deliveryId, long take) {
        var out = of(shard).get(deliveryId);
        return out != null && out.take() == take;
    }

    /** It has ended, and Redis knows. */
    void ended(int shard, String deliveryId, long take) {
        if (!isOut(shard, deliveryId, take)) return;
        var outs = of(shard);
        outs.remove(deliveryId);
        if (outs.isEmpty()) byShard.remove(shard);
        tellIfIdle(shard);
    }

    /** It has ended, and Redis could not be told. */
    void untold(int shard, String deliveryId, long take) {
        if (!isOut(shard, deliveryId, take)) return;
        of(shard).replace(deliveryId, new Out(take, false));
        tellIfIdle(shard);
    }

    /** How many are out of all shards. */
    int size() {
        return byShard.values().stream().mapToInt(Map::size).sum();
    }

    Map<String, Out> of(int shard) {
        return byShard.getOrDefault(shard, Map.of());
    }

    /** Completes when nobody is busy with anything of the shard, and no take of it is on its way. */
    Future<Void> idle(int shard) {
        if (isIdle(shard)) return Future.succeededFuture();
        return waiting.computeIfAbsent(shard, each -> Promise.promise()).future();
    }

    /** Nothing of the shard is ours any more, nor will be what its takes on the way bring. */
    void forget(int shard) {
        byShard.remove(shard);
        asked.replaceAll((take, of) -> of == shard ? NOWHERE : of);
        tellIfIdle(shard);
    }

    private boolean isIdle(int shard) {
        return !asked.containsValue(shard) && of(shard).values().stream().noneMatch(Out::busy);
    }

    private void tellIfIdle(int shard) {
        if (!waiting.containsKey(shard) || !isIdle(shard)) return;
        var waiter = waiting.remove(shard);
        if (waiter != null) waiter.complete();
    }
}
