package dev.spillway.flow;

import dev.spillway.connector.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;

/**
 * What flows did.
 *
 * <pre>
 * gateway_flow_runs_total{flow,branch}             events run; flow is none when no flow wanted it
 * gateway_flow_lookups_seconds{backend,outcome}    live look-ups and how long each took
 * gateway_flow_faults_total{flow,what}             what: expression, text; each is a mistake in a file or a surprise in the
 *                                                  data, and the customer got the flow's failed branch
 *
 * events run = sum of gateway_flow_runs_total over all flows and branches
 * </pre>
 *
 * <p>Tags are bounded: flows, branches and backends come from files.
 */
public final class FlowMetrics {
    private final MeterRegistry registry;

    public FlowMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void ran(String flow, String branch) {
        Counter.builder("gateway.flow.runs")
                .description("events run")
                .tag("flow", flow)
                .tag("branch", branch)
                .register(registry)
                .increment();
    }

    void lookedUp(String backend, Outcome.Kind outcome, Duration took) {
        Timer.builder("gateway.flow.lookups")
                .description("live look-ups")
                .tag("backend", backend)
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .register(registry)
                .record(took);
    }

    void fault(String flow, String what) {
        Counter.builder("gateway.flow.faults")
                .description("expressions and texts that failed")
                .tag("flow", flow)
                .tag("what", what)
                .register(registry)
                .increment();
    }
}
