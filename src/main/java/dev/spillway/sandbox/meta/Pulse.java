package dev.spillway.sandbox.meta;

import io.vertx.core.Vertx;

/**
 * Feels how long the simulators' event loop was busy or stopped in one go: what comes meanwhile is read late and all at once,
 * so a judge of times has to know.
 */
final class Pulse {
    private static final long BEAT_MS = 10;

    private final long timer;
    private final Vertx vertx;
    private long lastNs = System.nanoTime();
    private long latestNs;

    Pulse(Vertx vertx) {
        this.vertx = vertx;
        this.timer = vertx.setPeriodic(BEAT_MS, beat -> beat());
    }

    private void beat() {
        var now = System.nanoTime();
        latestNs = Math.max(latestNs, now - lastNs);
        lastNs = now;
    }

    /** The longest stop since the last reset, in milliseconds; shorter ones than {@value #BEAT_MS} are not felt. */
    long stoppedMsMax() {
        return Math.max(0, latestNs / 1_000_000 - BEAT_MS);
    }

    void reset() {
        latestNs = 0;
    }

    void stop() {
        vertx.cancelTimer(timer);
    }
}
