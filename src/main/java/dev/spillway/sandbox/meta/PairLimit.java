package dev.spillway.sandbox.meta;

import dev.spillway.sandbox.stage.BoundedMap;
import java.util.Map;

/**
 * How many messages one business number may send to one person: one per interval (6 s). A burst of up to 45 inside one
 * interval is allowed and borrowed from the future: after n messages the pair is blocked until n intervals have passed since
 * the first. So 20 at once block it for 2 minutes.
 */
final class PairLimit {
    /** Pairs remembered; beyond that the one longest unused is forgotten, that is, free again. */
    static final int PAIRS_MAX = 200_000;

    private final long intervalMs;
    private final int burst;
    private final Map<String, Window> windows = new BoundedMap<>(PAIRS_MAX);

    /** The messages since {@code startMs}, which are paid off at {@code startMs + count * interval}. */
    private record Window(long startMs, int count) {}

    /** @param intervalMs 0 = no limit */
    PairLimit(long intervalMs, int burst) {
        this.intervalMs = intervalMs;
        this.burst = burst;
    }

    boolean tryTake(String pair, long nowMs) {
        if (intervalMs == 0) return true;
        var window = windows.get(pair);
        if (window == null || nowMs >= window.startMs + window.count * intervalMs) return open(pair, nowMs);
        if (nowMs >= window.startMs + intervalMs || window.count >= burst) return false;
        windows.put(pair, new Window(window.startMs, window.count + 1));
        return true;
    }

    private boolean open(String pair, long nowMs) {
        windows.remove(pair);
        windows.put(pair, new Window(nowMs, 1));
        return true;
    }
}
