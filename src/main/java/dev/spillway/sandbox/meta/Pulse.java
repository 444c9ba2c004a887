package dev.spillway.sandbox.meta;

import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Feels when and how long the simulators' event loop was busy or stopped in one go: what comes meanwhile is read late and all at
 * once, so a judge of times has to know. The last {@value #STOPS_MAX} stops are remembered.
 */
final class Pulse {
    private static final long BEAT_MS = 10;
    private static final int STOPS_MAX = 10_000;

    private final long timer;
    private final Vertx vertx;
    private final Now now;
    private final Deque<Stop> stops = new ArrayDeque<>();
    private long lastNs = System.nanoTime();

    /** @param endUs microseconds since 1970 */
    private record Stop(long endUs, long ms) {}

    Pulse(Vertx vertx, Now now) {
        this.vertx = vertx;
        this.now = now;
        this.timer = vertx.setPeriodic(BEAT_MS, beat -> beat());
    }

    private void beat() {
        var before = lastNs;
        lastNs = System.nanoTime();
        felt((lastNs - before) / 1_000_000 - BEAT_MS, now.us());
    }

    /** It did not come back for so long, until then. */
    void felt(long ms, long endUs) {
        if (ms <= 0) return;
        if (stops.size() == STOPS_MAX) stops.removeFirst();
        stops.addLast(new Stop(endUs, ms));
    }

    /** The longest stop that ended between two times, in milliseconds; shorter ones than {@value #BEAT_MS} are not felt. */
    long stoppedMsMax(long fromUs, long toUs) {
        return stops.stream()
                .filter(stop -> stop.endUs >= fromUs && stop.endUs < toUs)
                .mapToLong(Stop::ms)
                .max()
                .orElse(0);
    }

    void reset() {
        stops.clear();
    }

    void stop() {
        vertx.cancelTimer(timer);
    }
}
