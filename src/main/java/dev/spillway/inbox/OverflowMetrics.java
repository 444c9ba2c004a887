package dev.spillway.inbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What the overflow inbox counts. Events that Redis did not take = {@code stored + duplicate + failed + refused}.
 *
 * <ul>
 *   <li>{@code gateway_inbox_overflow_events_total{result=stored|duplicate|failed|refused}}: {@code duplicate} was in the
 *       overflow already, {@code failed} nobody knows whether it is, {@code refused} not even tried: Postgres is away, or
 *       too much waits for it
 *   <li>{@code gateway_inbox_overflow_up}: 1 while Postgres takes events, else 0
 *   <li>{@code gateway_inbox_overflow_depth_events}: rows that wait for their shard's owner, when last looked; counted up to
 *       100,000
 *   <li>{@code gateway_inbox_overflow_age_seconds}: since the oldest of them was accepted; 0 if there is none
 * </ul>
 */
public final class OverflowMetrics {
    private final Counter stored;
    private final Counter duplicate;
    private final Counter failed;
    private final Counter refused;
    private volatile boolean up;
    private volatile long depth;
    private volatile long ageMs;

    public OverflowMetrics(MeterRegistry registry) {
        stored = events(registry, "stored");
        duplicate = events(registry, "duplicate");
        failed = events(registry, "failed");
        refused = events(registry, "refused");
        Gauge.builder("gateway.inbox.overflow.up", this, self -> self.up ? 1 : 0)
                .register(registry);
        Gauge.builder("gateway.inbox.overflow.depth.events", this, self -> self.depth)
                .register(registry);
        TimeGauge.builder("gateway.inbox.overflow.age", this, TimeUnit.MILLISECONDS, self -> self.ageMs)
                .register(registry);
    }

    private static Counter events(MeterRegistry registry, String result) {
        return Counter.builder("gateway.inbox.overflow.events")
                .tag("result", result)
                .register(registry);
    }

    void stored(boolean isNew) {
        if (isNew) stored.increment();
        else duplicate.increment();
    }

    void failed(int events) {
        failed.increment(events);
    }

    void refused(int events) {
        refused.increment(events);
    }

    void up(boolean isUp) {
        up = isUp;
    }

    boolean isUp() {
        return up;
    }

    void sampled(long rows, Duration age) {
        depth = rows;
        ageMs = Math.max(0, age.toMillis());
    }
}
