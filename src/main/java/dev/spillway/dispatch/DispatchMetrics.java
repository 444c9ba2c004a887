package dev.spillway.dispatch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What dispatch counts. Runs = {@code committed + retried + dead + fenced}.
 *
 * <ul>
 *   <li>{@code gateway_dispatch_runs_total{result=committed|retried|dead|fenced}}
 *   <li>{@code gateway_dispatch_run_seconds}: from the start of a run to its commit
 *   <li>{@code gateway_dispatch_inflight_events}: read and not done with, bounded by {@code dispatch.inFlightMax}
 *   <li>{@code gateway_dispatch_pace_events_per_second}: how many may be begun while the doors come first
 *       ({@code dispatch.doorsFirst}); 0 while there is no such limit
 *   <li>{@code gateway_dispatch_shards}: shards this node owns
 *   <li>{@code gateway_dispatch_deliveries_total}: put into lanes
 *   <li>{@code gateway_dispatch_held_contacts}: contacts whose later events wait behind one that failed
 *   <li>{@code gateway_dispatch_hold_expired_total}: such waits that went on for {@code dispatch.holdMax} and ended
 *   <li>{@code gateway_dispatch_repeats_total}: events that ended because they had been accepted before: told by Postgres, or
 *       rows of the overflow that Redis had, too. Each is a committed run
 *   <li>{@code gateway_dispatch_repeats_removed_total}: events that Redis had accepted after the overflow, and that gave way to it.
 *       None is a run
 *   <li>{@code gateway_dispatch_moved_total}: events moved to the shard of their contact's home. Each is a committed run here and another there
 *   <li>{@code gateway_dispatch_followed_total}: events that runs put behind themselves: what somebody said they allow. Each is a
 *       committed run of its own that no door took
 *   <li>{@code gateway_dispatch_unreadable_total}: entries put aside as dead letters because they could not be read
 * </ul>
 */
public final class DispatchMetrics {
    private final MeterRegistry registry;
    private final Counter committed;
    private final Counter retried;
    private final Counter dead;
    private final Counter fenced;
    private final Counter deliveries;
    private final Counter unreadable;
    private final Counter holdExpired;
    private final Counter repeats;
    private final Counter repeatsRemoved;
    private final Counter moved;
    private final Counter followed;
    private final Timer run;
    private final AtomicLong inFlight;
    private final AtomicLong shards;
    private final AtomicLong held;
    private volatile double pace;

    public DispatchMetrics(MeterRegistry registry) {
        this.registry = registry;
        committed = runs("committed");
        retried = runs("retried");
        dead = runs("dead");
        fenced = runs("fenced");
        deliveries = Counter.builder("gateway.dispatch.deliveries").register(registry);
        unreadable = Counter.builder("gateway.dispatch.unreadable").register(registry);
        holdExpired = Counter.builder("gateway.dispatch.hold.expired").register(registry);
        repeats = Counter.builder("gateway.dispatch.repeats").register(registry);
        repeatsRemoved = Counter.builder("gateway.dispatch.repeats.removed").register(registry);
        moved = Counter.builder("gateway.dispatch.moved").register(registry);
        followed = Counter.builder("gateway.dispatch.followed").register(registry);
        run = Timer.builder("gateway.dispatch.run").register(registry);
        inFlight = registry.gauge("gateway.dispatch.inflight.events", new AtomicLong());
        shards = registry.gauge("gateway.dispatch.shards", new AtomicLong());
        held = registry.gauge("gateway.dispatch.held.contacts", new AtomicLong());
        Gauge.builder("gateway.dispatch.pace.events.per.second", () -> pace).register(registry);
    }

    private Counter runs(String result) {
        return Counter.builder("gateway.dispatch.runs").tag("result", result).register(registry);
    }

    /** How things stand at the moment. */
    void now(int inFlightEvents, int ownedShards, long contactsHeld) {
        inFlight.set(inFlightEvents);
        shards.set(ownedShards);
        held.set(contactsHeld);
    }

    /** Events that may be begun in a second; infinite: no limit. */
    void pace(double perSecond) {
        pace = Double.isInfinite(perSecond) ? 0 : perSecond;
    }

    Timer.Sample start() {
        return Timer.start(registry);
    }

    void committed(Timer.Sample sample, int deliveriesQueued) {
        sample.stop(run);
        committed.increment();
        deliveries.increment(deliveriesQueued);
    }

    void retried() {
        retried.increment();
    }

    void dead() {
        dead.increment();
    }

    void unreadable() {
        unreadable.increment();
    }

    void holdExpired(int waits) {
        holdExpired.increment(waits);
    }

    void repeat() {
        repeats.increment();
    }

    void repeatRemoved() {
        repeatsRemoved.increment();
    }

    void followed(long events) {
        followed.increment((double) events);
    }

    void moved() {
        moved.increment();
    }

    void fenced() {
        fenced.increment();
    }
}
