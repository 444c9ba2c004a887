package dev.spillway.outbound;

import io.vertx.core.Vertx;
import java.time.Duration;

/** Calls back later, on the same event loop. An interface, so that tests need not wait. */
@FunctionalInterface
interface Alarms {
    /**
     * Rings once after the delay.
     *
     * @return cancels; harmless after it has rung
     */
    Runnable set(Duration delay, Runnable ring);

    /** Alarms by Vert.x timers, which count whole milliseconds: rounded up, so that none rings early. */
    static Alarms of(Vertx vertx) {
        return (delay, ring) -> {
            var id = vertx.setTimer(Math.max(1, delay.plusNanos(999_999).toMillis()), fired -> ring.run());
            return () -> vertx.cancelTimer(id);
        };
    }
}
