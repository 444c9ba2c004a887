package dev.spillway.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

final class IngressMetricsTest {
    @Test
    void prometheusShowsTheNamesWePromise() {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var meters = new IngressMetrics(registry, new BodyBudget(1), new Promptness()).of("meta");
        assertThat(new Connections(1, registry).open()).isZero();

        meters.signedBy(1);
        meters.handshake(true);
        meters.answered(7_000_000);

        assertThat(registry.scrape())
                .contains("gateway_ingress_webhooks_received_total{source=\"meta\"} 0.0")
                .contains("gateway_ingress_webhooks_answered_total{source=\"meta\"} 1.0")
                .contains("gateway_ingress_webhooks_refused_total{reason=\"wrong_signature\",source=\"meta\"} 0.0")
                .contains("gateway_ingress_webhooks_failed_total{reason=\"inbox_late\",source=\"meta\"} 0.0")
                .contains("gateway_ingress_events_decoded_total{kind=\"unreadable\",source=\"meta\"} 0.0")
                .contains("gateway_ingress_events_accepted_total{source=\"meta\"} 0.0")
                .contains("gateway_ingress_events_duplicate_total{source=\"meta\"} 0.0")
                .contains("gateway_ingress_events_failed_total{source=\"meta\"} 0.0")
                .contains("gateway_ingress_secret_used_total{position=\"1\",source=\"meta\"} 1.0")
                .contains("gateway_ingress_handshakes_total{result=\"answered\",source=\"meta\"} 1.0")
                .contains("gateway_ingress_accept_seconds_bucket{source=\"meta\",le=\"0.005\"} 0")
                .contains("gateway_ingress_accept_seconds_bucket{source=\"meta\",le=\"0.025\"} 1")
                .contains("gateway_ingress_bodies_in_flight_bytes 0.0")
                .contains("gateway_ingress_connections 0.0")
                .contains("gateway_ingress_connections_refused_total 0.0");
    }

    @Test
    void metersOfOneSourceCountTogether() {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var metrics = new IngressMetrics(registry, new BodyBudget(1), new Promptness());

        metrics.of("meta").received();
        metrics.of("meta").received();

        assertThat(registry.scrape()).contains("gateway_ingress_webhooks_received_total{source=\"meta\"} 2.0");
    }
}
