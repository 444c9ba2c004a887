package dev.spillway.limit;

import io.vertx.core.Vertx;
import java.time.Duration;

/** A monotonic clock and alarms on one event loop. An interface, so that tests need not wait. */
interface Time {
    /** Microseconds since some moment. */
    long micros();

    /**
     * Rings once after the delay.
     *
     * @return cancels; harmless after it has rung
     */
    Runnable after(Duration delay, Runnable ring);

    /** The machine's clock, and timers of whole milliseconds. */
    static Time of(Vertx vertx) {
        return new Time() {
            @Override
            public long micros() {
                return System.nanoTime() / 1000;
            }

            @Override
            public Runnable after(Duration delay, Runnable ring) {
                var id = vertx.setTimer(Math.max(1, delay.toMillis()), fired -> ring.run());
                return () -> vertx.cancelTimer(id);
            }
        };
    }
}
