package dev.spillway.ingress;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What the door counts, per {@code source} or backend (a name nobody configured is {@code unknown}).
 *
 * <ul>
 *   <li>{@code gateway_ingress_webhooks_received_total} = {@code …_answered_total} + {@code …_refused_total}{reason} +
 *       {@code …_failed_total}{reason}, once none is in flight; every request but a handshake counts as a webhook
 *   <li>{@code gateway_ingress_events_decoded_total}{kind} = {@code …_accepted_total} + {@code …_duplicate_total} + {@code
 *       …_failed_total}; an event counts as failed too when nobody knows whether it was stored: its repeat tells
 *   <li>{@code gateway_ingress_secret_used_total}{position}: webhooks by the secret that signed them; a secret that is not
 *       used any more can go
 *   <li>{@code gateway_ingress_handshakes_total}{result}: {@code answered} or {@code refused}
 *   <li>{@code gateway_ingress_accept_seconds}: from the head of a request to its 200, with buckets at 5, 25, 50, 100, 250
 *       and 1000 ms
 *   <li>{@code gateway_ingress_bodies_in_flight_bytes}: of the budget {@code bodiesInFlightBytesMax}
 * </ul>
 */
public final class IngressMetrics {
    private final MeterRegistry registry;
    private final Promptness promptness;

    /**
     * Registers what belongs to no source; one for the process.
     *
     * @param promptness hears of every answer
     */
    public IngressMetrics(MeterRegistry registry, BodyBudget budget, Promptness promptness) {
        this.registry = registry;
        this.promptness = promptness;
        Gauge.builder("gateway_ingress_bodies_in_flight", budget, BodyBudget::used)
                .baseUnit("bytes")
                .register(registry);
    }

    /** The meters of one source; those of two calls count together. */
    SourceMeters of(String source) {
        return new SourceMeters(registry, source, promptness);
    }
}
