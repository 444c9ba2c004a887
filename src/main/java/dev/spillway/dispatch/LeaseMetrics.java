package dev.spillway.dispatch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the leases of a node count. Shards owned = {@code gained - lost - released}.
 *
 * <ul>
 *   <li>{@code gateway_dispatch_lease_changes_total{change=gained|lost|released}}: lost is what another node had taken, or an
 *       empty Redis forgotten, before we gave it back
 *   <li>{@code gateway_dispatch_lease_calls_cut_off_total}: shards given away with calls out that had not ended within {@code
 *       dispatch.lease.handOverMax}: they may be made again
 *   <li>{@code gateway_dispatch_late_writes_refused_total}: writes given up because their shard was not this node's any more
 *   <li>{@code gateway_dispatch_live_nodes}: nodes that share the shards, as last seen by this one
 * </ul>
 */
public final class LeaseMetrics {
    private final Counter gained;
    private final Counter lost;
    private final Counter released;
    private final Counter cutOff;
    private final Counter refused;
    private final AtomicInteger nodes = new AtomicInteger();

    public LeaseMetrics(MeterRegistry registry) {
        gained = changes(registry, "gained");
        lost = changes(registry, "lost");
        released = changes(registry, "released");
        cutOff = Counter.builder("gateway.dispatch.lease.calls.cut.off").register(registry);
        refused = Counter.builder("gateway.dispatch.late.writes.refused").register(registry);
        Gauge.builder("gateway.dispatch.live.nodes", nodes::get).register(registry);
    }

    private static Counter changes(MeterRegistry registry, String change) {
        return Counter.builder("gateway.dispatch.lease.changes")
                .tag("change", change)
                .register(registry);
    }

    /** Nodes that share the shards, as last seen; 0 before the first look. Callable from any thread. */
    public int live() {
        return nodes.get();
    }

    void gained() {
        gained.increment();
    }

    void lost() {
        lost.increment();
    }

    void released() {
        released.increment();
    }

    void cutOff() {
        cutOff.increment();
    }

    void refused() {
        refused.increment();
    }

    /** Answers how many there were before. */
    int nodes(int live) {
        return nodes.getAndSet(live);
    }
}
