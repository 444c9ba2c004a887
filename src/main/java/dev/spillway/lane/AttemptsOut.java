package dev.spillway.lane;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.HashSet;
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
    private final Map<Integer, Promise<Void>> returning = new HashMap<>();
    private final Set<Integer> heldBack = new HashSet<>();
    private long next = 1;

    /**
     * An attempt that was taken.
     *
     * @param take the number of its take
     */
    record Out(long take, Stage stage) {
        /** Whether it has not ended. */
        boolean busy() {
            return stage == Stage.HERE || stage == Stage.GONE;
        }
    }

    /**
     * How far an attempt is.
     *
     * <pre>
     *   HERE ──may go out──► GONE ──ends, and Redis cannot be told──► UNTOLD
     *     └──its shard is given away──► KEPT
     * </pre>
     */
    enum Stage {
        /** Nothing of it has gone out. */
        HERE,
        /** A request may have gone out. */
        GONE,
        /** It has ended, and Redis does not know. */
        UNTOLD,
        /** Nothing of it went out, and nothing will. */
        KEPT
    }

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
        byShard.computeIfAbsent(shard, each -> new HashMap<>())
                .put(deliveryId, new Out(take, heldBack.contains(shard) ? Stage.KEPT : Stage.HERE));
    }

    /** Whether a request of the attempt that came out by this take may go out; if so, it counts as gone from now on. */
    boolean goes(int shard, String deliveryId, long take) {
        var out = of(shard).get(deliveryId);
        if (out == null || out.take() != take || !out.busy()) return false;
        of(shard).replace(deliveryId, new Out(take, Stage.GONE));
        return true;
    }

    /**
     * From now on only what has gone out already may go on with the shard.
     *
     * @return whether anything is kept that would have gone
     */
    boolean holdBack(int shard) {
        heldBack.add(shard);
        var outs = byShard.get(shard);
        if (outs == null) return false;
        outs.replaceAll((id, out) -> out.stage() == Stage.HERE ? new Out(out.take(), Stage.KEPT) : out);
        tellIfIdle(shard);
        return outs.values().stream().anyMatch(out -> out.stage() == Stage.KEPT);
    }

    /** Completes when nothing of the shard that has gone out has still to end. */
    Future<Void> returned(int shard) {
        if (isReturned(shard)) return Future.succeededFuture();
        return returning.computeIfAbsent(shard, each -> Promise.promise()).future();
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
        of(shard).computeIfPresent(deliveryId, (id, out) -> out.busy() ? new Out(take, Stage.UNTOLD) : out);
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
        heldBack.remove(shard);
        byShard.remove(shard);
        asked.replaceAll((take, of) -> of == shard ? NOWHERE : of);
        tellIfIdle(shard);
    }

    private boolean isIdle(int shard) {
        return !asked.containsValue(shard) && of(shard).values().stream().noneMatch(Out::busy);
    }

    private boolean isReturned(int shard) {
        return of(shard).values().stream().noneMatch(out -> out.stage() == Stage.GONE);
    }

    private void tellIfIdle(int shard) {
        if (waiting.containsKey(shard) && isIdle(shard)) tell(waiting, shard);
        if (returning.containsKey(shard) && isReturned(shard)) tell(returning, shard);
    }

    private static void tell(Map<Integer, Promise<Void>> waiters, int shard) {
        var waiter = waiters.remove(shard);
        if (waiter != null) waiter.complete();
    }
}
