package dev.spillway.lane;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * What this node has taken out of its lanes, and which takes are still on their way. With it an attempt in Redis that nobody
 * is busy with can be told from one that somebody is. Bounded by what callers take and do not finish. Belongs to one event loop.
 */
final class AttemptsOut {
    private final TreeSet<Long> asked = new TreeSet<>();
    private final Map<Integer, Map<String, Out>> byShard = new HashMap<>();
    private long next = 1;

    /**
     * An attempt that was taken.
     *
     * @param take the number of its take
     * @param busy false if its end could not be told, so that nobody is busy with it any more
     */
    record Out(long take, boolean busy) {}

    /** The number of a new take. */
    long ask() {
        asked.add(next);
        return next++;
    }

    /** The take has been answered, and all its attempts are in here; or it never will be answered. */
    void settled(long take) {
        asked.remove(take);
    }

    /** All takes below this number are settled. */
    long settledBelow() {
        return asked.isEmpty() ? next : asked.first();
    }

    void out(int shard, String deliveryId, long take) {
        byShard.computeIfAbsent(shard, each -> new HashMap<>()).put(deliveryId, new Out(take, true));
    }

    /** The number of the take a delivery came out by; 0, which no take has, if it is not out. */
    long takeOf(int shard, String deliveryId) {
        var out = of(shard).get(deliveryId);
        return out == null ? 0 : out.take();
    }

    /** It has ended, and Redis knows. */
    void ended(int shard, String deliveryId, long take) {
        var outs = byShard.get(shard);
        if (outs == null || takeOf(shard, deliveryId) != take) return;
        outs.remove(deliveryId);
        if (outs.isEmpty()) byShard.remove(shard);
    }

    /** It has ended, and Redis could not be told. */
    void untold(int shard, String deliveryId, long take) {
        if (takeOf(shard, deliveryId) == take) of(shard).replace(deliveryId, new Out(take, false));
    }

    Map<String, Out> of(int shard) {
        return byShard.getOrDefault(shard, Map.of());
    }

    void forget(int shard) {
        byShard.remove(shard);
    }
}
