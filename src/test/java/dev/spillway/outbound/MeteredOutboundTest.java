package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.Deadline;
import dev.spillway.lane.Priority;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MeteredOutboundTest {
    private final FakeTime time = new FakeTime();
    private final FakeOutbound next = new FakeOutbound();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MeteredOutbound metered = new MeteredOutbound(next, new OutboundMetrics(registry, "erp"));

    @Test
    void countsCallsByTheirEndingUnderTheDocumentedNames() {
        for (int i = 0; i < 5; i++) {
            metered.send(Samples.read(), Samples.leave(Deadline.after(time, Duration.ofSeconds(1)), Priority.NORMAL));
        }
        next.sent.get(0).answer(404);
        next.sent.get(1).answer(429);
        next.sent.get(2).fail(CallFailure.Kind.NOT_SENT);
        next.sent.get(3).fail(CallFailure.Kind.NO_LEASE);

        assertThat(registry.scrape())
                .contains("gateway_outbound_call_seconds_count{destination=\"erp\",ending=\"4xx\"} 1")
                .contains("gateway_outbound_call_seconds_count{destination=\"erp\",ending=\"429\"} 1")
                .contains("gateway_outbound_call_seconds_count{destination=\"erp\",ending=\"not_sent\"} 1")
                .contains("gateway_outbound_call_seconds_count{destination=\"erp\",ending=\"no_lease\"} 1")
                .contains("gateway_outbound_lease_refused_total{destination=\"erp\"} 1.0")
                .contains("gateway_outbound_in_flight_calls{destination=\"erp\"} 1.0");
    }
}
