package dev.spillway.inbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What the inbox in Redis counts. Events that came = {@code appended + duplicate + failed + late + lost + refused}.
 *
 * <ul>
 *   <li>{@code gateway_inbox_events_total{result=appended|duplicate|failed|late|lost|refused}}: {@code failed} Redis said
 *       no, {@code late} the script ran after its deadline and did nothing, {@code lost} no answer in time, so that nobody
 *       knows, {@code refused} not even sent: Redis is away or hangs, or too many wait for it
 *   <li>{@code gateway_inbox_batch_events}: events in one script call
 *   <li>{@code gateway_inbox_strained_calls_total}: script calls that Redis was given more than {@code overflow.redisTimeout} for,
 *       since its answers took long
 * </ul>
 */
public final class InboxMetrics {
    private final Counter appended;
    private final Counter duplicate;
    private final Counter failed;
    private final Counter late;
    private final Counter lost;
    private final Counter refused;
    private final DistributionSummary batch;
    private final Counter strained;

    public InboxMetrics(MeterRegistry registry) {
        appended = events(registry, "appended");
        duplicate = events(registry, "duplicate");
        failed = events(registry, "failed");
        late = events(registry, "late");
        lost = events(registry, "lost");
        refused = events(registry, "refused");
        batch = DistributionSummary.builder("gateway.inbox.batch.events").register(registry);
        strained = Counter.builder("gateway.inbox.strained.calls").register(registry);
    }

    private static Counter events(MeterRegistry registry, String result) {
        return Counter.builder("gateway.inbox.events").tag("result", result).register(registry);
    }

    void answered(AcceptScript.Fate fate) {
        switch (fate) {
            case APPENDED -> appended.increment();
            case SEEN -> duplicate.increment();
            case REFUSED -> failed.increment();
            case LATE -> late.increment();
        }
    }

    /** Redis refused a whole call. */
    void failed(int events) {
        failed.increment(events);
    }

    void lost(int events) {
        lost.increment(events);
    }

    void refused(int events) {
        refused.increment(events);
    }

    /** @param patient whether Redis may take longer than usual with it */
    void batch(int events, boolean patient) {
        batch.record(events);
        if (patient) strained.increment();
    }
}
