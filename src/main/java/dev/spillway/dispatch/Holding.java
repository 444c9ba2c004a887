package dev.spillway.dispatch;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** For how long a contact's later events wait behind one that fails, and the timers for it. */
final class Holding {
    private final Vertx vertx;
    private final Clock clock;
    private final Duration max;
    private final DispatchMetrics metrics;

    Holding(Vertx vertx, Clock clock, Duration max, DispatchMetrics metrics) {
        this.vertx = vertx;
        this.clock = clock;
        this.max = max;
        this.metrics = metrics;
    }

    Duration max() {
        return max;
    }

    Instant now() {
        return clock.instant();
    }

    /** Calls back at a time, not before. */
    void at(Instant when, Runnable then) {
        var left = Math.max(1, Duration.between(now(), when).toMillis() + 1);
        vertx.setTimer(left, fired -> then.run());
    }

    void expired(int waits) {
        metrics.holdExpired(waits);
    }
}
