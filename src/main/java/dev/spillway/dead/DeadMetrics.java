package dev.spillway.dead;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is known of dead letters. Readable from any thread.
 *
 * <ul>
 *   <li>{@code gateway_dead_letters{state}}: letters in Postgres that are {@code waiting}, {@code redriven} or {@code
 *       dropped}, when last counted; every node counts all of them
 *   <li>{@code gateway_dead_count_failures_total}: counts that failed; the last one stands
 *   <li>{@code gateway_dead_redriven_total}, {@code gateway_dead_dropped_total}: letters put back and dropped by this node
 *   <li>{@code gateway_dead_skipped_total{reason}}: left alone by a redrive; {@code unreadable}, or {@code refused} by the
 *       inbox time after time
 *   <li>{@code gateway_dead_jobs_running}: 0 or 1
 * </ul>
 *
 * <p>Letters that redrives of this node took in hand = redriven + skipped + those that somebody else had settled meanwhile.
 */
public final class DeadMetrics {
    private final Counter redriven;
    private final Counter dropped;
    private final Counter unreadable;
    private final Counter refused;
    private final Counter countFailures;
    private final AtomicInteger running = new AtomicInteger();
    private volatile Map<DeadState, Long> letters = Map.of();

    public DeadMetrics(MeterRegistry registry) {
        redriven = registry.counter("gateway.dead.redriven");
        dropped = registry.counter("gateway.dead.dropped");
        unreadable = registry.counter("gateway.dead.skipped", "reason", "unreadable");
        refused = registry.counter("gateway.dead.skipped", "reason", "refused");
        countFailures = registry.counter("gateway.dead.count.failures");
        for (var state : DeadState.values()) gauge(registry, state);
        Gauge.builder("gateway.dead.jobs.running", running, AtomicInteger::get)
                .strongReference(true)
                .register(registry);
    }

    private void gauge(MeterRegistry registry, DeadState state) {
        Gauge.builder("gateway.dead.letters", this, metrics -> metrics.letters.getOrDefault(state, 0L))
                .tag("state", state.word())
                .strongReference(true)
                .register(registry);
    }

    void counted(Map<DeadState, Long> counts) {
        letters = Map.copyOf(counts);
    }

    void countFailed() {
        countFailures.increment();
    }

    void redriven() {
        redriven.increment();
    }

    void dropped(int letters) {
        dropped.increment(letters);
    }

    void unreadable() {
        unreadable.increment();
    }

    void refused() {
        refused.increment();
    }

    void running(boolean yes) {
        running.set(yes ? 1 : 0);
    }
}
