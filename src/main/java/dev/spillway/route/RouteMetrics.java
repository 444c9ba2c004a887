package dev.spillway.route;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * What routes did.
 *
 * <pre>
 * gateway_route_events_total{route,result}   result: queued; failed: its expressions failed on the event, which was passed by
 * </pre>
 *
 * <p>Events that a route does not want are not counted.
 */
public final class RouteMetrics {
    private final MeterRegistry registry;

    public RouteMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void queued(String route) {
        count(route, "queued");
    }

    void failed(String route) {
        count(route, "failed");
    }

    private void count(String route, String result) {
        registry.counter("gateway.route.events", "route", route, "result", result)
                .increment();
    }
}
