package dev.spillway.inbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What the inbox counts. {@code appended + duplicate + failed} = events whose script call was answered; {@code lost} =
 * events whose call was not, so that the provider was told to come again.
 *
 * <ul>
 *   <li>{@code gateway_inbox_events_total{result=appended|duplicate|failed|lost|refused}}
 *   <li>{@code gateway_inbox_batch_events}: events in one script call
 * </ul>
 */
public final class InboxMetrics {
    private final Counter appended;
    private final Counter duplicate;
    private final Counter failed;
    private final Counter lost;
    private final Counter refused;
    private final DistributionSummary batch;

    public InboxMetrics(MeterRegistry registry) {
        appended = events(registry, "appended");
        duplicate = events(registry, "duplicate");
        failed = events(registry, "failed");
        lost = events(registry, "lost");
        refused = events(registry, "refused");
        batch = DistributionSummary.builder("gateway.inbox.batch.events").register(registry);
    }

    private static Counter events(MeterRegistry registry, String result) {
        return Counter.builder("gateway.inbox.events").tag("result", result).register(registry);
    }

    void answered(Receipt receipt) {
        switch (receipt) {
            case ACCEPTED -> appended.increment();
            case DUPLICATE -> duplicate.increment();
            case FAILED -> failed.increment();
        }
    }

    void lost(int events) {
        lost.increment(events);
    }

    void refused(int events) {
        refused.increment(events);
    }

    void batch(int events) {
        batch.record(events);
    }
}
