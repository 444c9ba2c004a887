package dev.spillway.dispatch;

import dev.spillway.event.Event;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How old events are when their run is committed.
 *
 * <ul>
 *   <li>{@code gateway_dispatch_event_age_seconds{from=provider|accept}}: a histogram, from the provider's own time (events
 *       that carry one) or from the time of acceptance (all). Never below zero, though clocks may differ
 * </ul>
 *
 * <p>p99, e.g.: {@code histogram_quantile(0.99, sum by (le, from) (rate(gateway_dispatch_event_age_seconds_bucket[5m])))}.
 */
final class EventAge {
    /** From a quiet gateway over a waiting list to the end of Meta's repeats. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(30),
        Duration.ofHours(2),
        Duration.ofHours(12),
        Duration.ofDays(2),
        Duration.ofDays(8)
    };

    private final Timer fromProvider;
    private final Timer fromAccept;
    private final Clock clock;

    EventAge(MeterRegistry registry, Clock clock) {
        this.fromProvider = timer(registry, "provider");
        this.fromAccept = timer(registry, "accept");
        this.clock = clock;
    }

    private static Timer timer(MeterRegistry registry, String from) {
        return Timer.builder("gateway.dispatch.event.age")
                .tag("from", from)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    /** An event's run was committed just now. */
    void aged(Event event, Instant acceptedAt) {
        var now = clock.instant();
        record(fromAccept, acceptedAt, now);
        var occurredAt = event.occurredAt();
        if (occurredAt != null) record(fromProvider, occurredAt, now);
    }

    private static void record(Timer timer, Instant since, Instant now) {
        timer.record(since.isAfter(now) ? Duration.ZERO : Duration.between(since, now));
    }
}
