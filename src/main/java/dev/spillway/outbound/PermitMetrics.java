package dev.spillway.outbound;

import dev.spillway.gate.Cost;
import dev.spillway.gate.Gate;
import dev.spillway.gate.Permit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;

/**
 * What the gates have said of one sender's messages, and what those are expected to cost.
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>name</th><th>meaning</th></tr>
 * <tr><td>gateway_outbound_permits_total{permit,gate,code}</td><td>each time the gates were asked: pass, instead (a template goes in
 *     its place), postpone, refuse; which gate held something against it, and what. A message is asked about again for each
 *     attempt, and after it was put off</td></tr>
 * <tr><td>gateway_outbound_cost_micros_total{category,currency}</td><td>what messages that have or may have arrived are expected to
 *     cost, in millionths of the currency</td></tr>
 * </table>
 */
final class PermitMetrics {
    private static final String NONE = "none";

    private final MeterRegistry registry;
    private final String destination;
    private final Counter passed;
    private final Map<String, Counter> costs = new HashMap<>();

    PermitMetrics(MeterRegistry registry, String destination) {
        this.registry = registry;
        this.destination = destination;
        this.passed = permits("pass", NONE, NONE);
    }

    /** The gates said this. */
    void judged(Permit permit) {
        if (permit instanceof Permit.Pass) passed.increment();
        else if (permit instanceof Permit.Instead)
            permits("instead", Gate.WINDOW.word(), NONE).increment();
        else if (permit instanceof Permit.Postpone off)
            permits("postpone", off.gate().word(), off.code()).increment();
        else if (permit instanceof Permit.Refuse no)
            permits("refuse", no.gate().word(), no.code()).increment();
    }

    private Counter permits(String permit, String gate, String code) {
        return Counter.builder("gateway.outbound.permits")
                .tag("destination", destination)
                .tag("permit", permit)
                .tag("gate", gate)
                .tag("code", code)
                .register(registry);
    }

    /** A message is charged. */
    void charged(Cost cost) {
        costs.computeIfAbsent(cost.category(), category -> cost(category, cost.currency()))
                .increment((double) cost.micros());
    }

    private Counter cost(String category, String currency) {
        return Counter.builder("gateway.outbound.cost.micros")
                .tag("destination", destination)
                .tag("category", category)
                .tag("currency", currency.isEmpty() ? NONE : currency)
                .register(registry);
    }
}
