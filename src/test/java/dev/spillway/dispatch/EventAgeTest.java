package dev.spillway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.support.Events;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class EventAgeTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final EventAge age = new EventAge(registry, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void tellsTheAgeFromTheProvidersTimeAndFromAcceptance() {
        age.aged(Events.message("a", "5215550104321", 8, NOW.minusSeconds(4)), NOW.minusMillis(20));
        assertThat(registry.scrape())
                .contains("gateway_dispatch_event_age_seconds_bucket{from=\"accept\",le=\"0.025\"} 1")
                .contains("gateway_dispatch_event_age_seconds_bucket{from=\"accept\",le=\"0.01\"} 0")
                .contains("gateway_dispatch_event_age_seconds_bucket{from=\"provider\",le=\"5.0\"} 1")
                .contains("gateway_dispatch_event_age_seconds_bucket{from=\"provider\",le=\"2.5\"} 0");
    }

    @Test
    void takesAnEventFromTheFutureForAFreshOne() {
        age.aged(Events.message("a", "5215550104321", 8, NOW.plusSeconds(9)), NOW.plusSeconds(1));
        assertThat(registry.get("gateway.dispatch.event.age")
                        .tag("from", "provider")
                        .timer()
                        .count())
                .isEqualTo(1);
    }
}
