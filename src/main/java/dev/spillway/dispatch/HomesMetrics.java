package dev.spillway.dispatch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/**
 * What telling the homes of contacts counts. Events of persons that were not moved before and stand in no delivery's shard =
 * {@code remembered + looked + joined} + those whose look-up failed.
 *
 * <ul>
 *   <li>{@code gateway_dispatch_homes_total{by=remembered|looked|joined}}: without Redis, by a command or two in the contact's
 *       own shard, by claiming the phone's entry in another shard too
 *   <li>{@code gateway_dispatch_homes_remembered_contacts}: at most 50,000, those used last
 * </ul>
 */
public final class HomesMetrics {
    private final MeterRegistry registry;
    private final Counter remembered;
    private final Counter looked;
    private final Counter joined;

    public HomesMetrics(MeterRegistry registry) {
        this.registry = registry;
        remembered = homes("remembered");
        looked = homes("looked");
        joined = homes("joined");
    }

    private Counter homes(String by) {
        return Counter.builder("gateway.dispatch.homes").tag("by", by).register(registry);
    }

    void gauge(Supplier<Number> contacts) {
        Gauge.builder("gateway.dispatch.homes.remembered.contacts", contacts).register(registry);
    }

    void remembered() {
        remembered.increment();
    }

    void looked() {
        looked.increment();
    }

    void joined() {
        joined.increment();
    }
}
