package dev.spillway.lane;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The shards in which something may be due, taken round and round so that none starves; and for the others, when
 * they will. Keeps one timer a shard, the earliest. Belongs to one event loop.
 */
public final class ReadyShards {
    private final Vertx vertx;
    private final Runnable onDue;
    /** By shard: the number of the last time it was added. */
    private final LinkedHashMap<Integer, Long> shards = new LinkedHashMap<>();

    private final Map<Integer, Turn> turns = new HashMap<>();

    private long adds;

    private record Turn(long timer, long atNanos) {}

    /**
     * Begins with nothing due.
     *
     * @param onDue called after a timer has made a shard ready
     */
    public ReadyShards(Vertx vertx, Runnable onDue) {
        this.vertx = vertx;
        this.onDue = onDue;
    }

    /** Something may be due in this shard now. */
    public void add(int shard) {
        shards.put(shard, ++adds);
    }

    /** Nothing is due in this shard before so many ms. */
    public void addLater(int shard, long delayMs) {
        var at = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delayMs);
        var known = turns.get(shard);
        if (known != null && known.atNanos() - at <= 0) return;
        if (known != null) vertx.cancelTimer(known.timer());
        turns.put(shard, new Turn(vertx.setTimer(Math.max(1, delayMs), due -> fire(shard)), at));
    }

    private void fire(int shard) {
        turns.remove(shard);
        add(shard);
        onDue.run();
    }

    /** Nothing more is due in this shard for now; its timer stays. */
    public void remove(int shard) {
        shards.remove(shard);
    }

    /** What has been added so far; for {@link #remove(int, long)}. */
    public long mark() {
        return adds;
    }

    /**
     * Nothing more was due in this shard when it was asked; it stays if something was added to it since.
     *
     * @param mark of before it was asked
     */
    public void remove(int shard, long mark) {
        var added = shards.get(shard);
        if (added != null && added <= mark) shards.remove(shard);
    }

    /** The shard is not ours any more: its timer must not bring it back. */
    public void forget(int shard) {
        shards.remove(shard);
        var turn = turns.remove(shard);
        if (turn != null) vertx.cancelTimer(turn.timer());
    }

    /** Whether no shard has anything due. */
    public boolean isEmpty() {
        return shards.isEmpty();
    }

    /** The next ones, moved to the end. */
    public List<Integer> next(int max) {
        var next = new ArrayList<Integer>(Math.min(max, shards.size()));
        var all = shards.keySet().iterator();
        while (all.hasNext() && next.size() < max) next.add(all.next());
        next.forEach(this::moveToTheEnd);
        return next;
    }

    private void moveToTheEnd(int shard) {
        var added = shards.remove(shard);
        if (added != null) shards.put(shard, added);
    }
}
