package dev.spillway.inbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/**
 * What is known of losses in Redis.
 *
 * <ul>
 *   <li>{@code gateway_inbox_rolledback_shards}: shards whose events are checked against Postgres now
 *   <li>{@code gateway_inbox_rollbacks_total}: how often this node found that Redis had lost entries, of however many shards
 * </ul>
 */
public final class RollbackMetrics {
    private final MeterRegistry registry;
    private final Counter found;

    public RollbackMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.found = registry.counter("gateway.inbox.rollbacks");
    }

    void shards(Supplier<Number> rolledBack) {
        Gauge.builder("gateway.inbox.rolledback.shards", rolledBack).register(registry);
    }

    void found() {
        found.increment();
    }
}
