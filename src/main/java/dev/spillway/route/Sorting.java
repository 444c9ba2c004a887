package dev.spillway.route;

import dev.spillway.event.EventKind;
import dev.spillway.flow.Backends;
import dev.spillway.flow.EventView;
import dev.spillway.flow.Occasion;
import dev.spillway.flow.Run;
import dev.spillway.json.ExpressionException;
import dev.spillway.lane.Delivery;
import dev.spillway.ledger.LedgerEntry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts an event on every route that wants it. A route whose expressions fail on an event is passed by, and the ledger says so: it
 * must hold up neither the flows nor other routes.
 */
final class Sorting {
    private static final Logger LOG = LoggerFactory.getLogger(Sorting.class);

    private final Map<EventKind, List<Route>> byKind = new EnumMap<>(EventKind.class);
    private final Backends backends;
    private final String locale;
    private final String edition;
    private final Clock clock;
    private final RouteMetrics metrics;

    Sorting(RouteBook routes, RoutedFlows.Parts parts) {
        for (var kind : EventKind.values()) byKind.put(kind, routes.of(kind));
        this.backends = parts.backends();
        this.locale = parts.locale();
        this.edition = parts.edition();
        this.clock = parts.clock();
        this.metrics = parts.metrics();
    }

    /** What the flows decided, and what the routes add. */
    Run beside(Run run, Occasion occasion) {
        var routes = byKind.getOrDefault(occasion.event().kind(), List.of());
        if (routes.isEmpty()) return run;
        var deliveries = new ArrayList<Delivery>(run.deliveries());
        var entries = new ArrayList<LedgerEntry>(run.entries());
        var view = EventView.of(occasion, clock.instant());
        for (var route : routes) {
            var put = put(route, occasion, view);
            put.delivery.ifPresent(deliveries::add);
            put.entry.ifPresent(entries::add);
        }
        return new Run(deliveries, run.settled(), run.session(), entries);
    }

    /** What a route adds; nothing if it does not want the event. */
    private record Put(Optional<Delivery> delivery, Optional<LedgerEntry> entry) {
        static final Put NOTHING = new Put(Optional.empty(), Optional.empty());
    }

    private Put put(Route route, Occasion occasion, Map<String, Object> view) {
        try {
            if (!route.wants(view)) return Put.NOTHING;
            var destination =
                    backends.of(route.destination(), occasion.event().origin().channel());
            if (destination.isEmpty()) return failed(route, occasion, "no backend for " + route.destination());
            return route.input(view)
                    .map(input -> queued(route, occasion, destination.get(), input))
                    .orElseGet(() -> failed(route, occasion, "the input is no object"));
        } catch (ExpressionException e) {
            return failed(route, occasion, String.valueOf(e.getMessage()));
        }
    }

    private Put queued(Route route, Occasion occasion, String destination, Map<String, Object> input) {
        metrics.queued(route.name());
        var delivery = delivery(route, occasion, destination, input);
        return new Put(Optional.of(delivery), Optional.of(row(route, occasion, delivery)));
    }

    private Put failed(Route route, Occasion occasion, String reason) {
        metrics.failed(route.name());
        LOG.atWarn()
                .addKeyValue("eventId", occasion.event().id())
                .addKeyValue("route", route.name())
                .addKeyValue("reason", reason)
                .log("route.fault");
        var detail = detail(route);
        detail.put("reason", reason);
        return new Put(Optional.empty(), Optional.of(row(occasion, route.step(), LedgerEntry.Kind.RULE, "", detail)));
    }

    private Delivery delivery(Route route, Occasion occasion, String destination, Map<String, Object> input) {
        var event = occasion.event();
        return new Delivery(
                event.id().step(route.step()),
                destination,
                route.priority(),
                event.contactKey(),
                event.id(),
                occasion.acceptedAt(),
                route.step(),
                route.operation(),
                input,
                locale,
                false);
    }

    private LedgerEntry row(Route route, Occasion occasion, Delivery delivery) {
        var detail = detail(route);
        detail.put("destination", delivery.destination());
        detail.put("operation", delivery.operation());
        detail.put("priority", delivery.priority().name());
        return row(occasion, route.step(), LedgerEntry.Kind.QUEUED, delivery.id(), detail);
    }

    private Map<String, Object> detail(Route route) {
        var detail = new LinkedHashMap<String, Object>();
        detail.put("route", route.name());
        detail.put("mapping", route.version());
        detail.put("version", edition);
        return detail;
    }

    private LedgerEntry row(
            Occasion occasion, String step, LedgerEntry.Kind kind, String deliveryId, Map<String, Object> detail) {
        var event = occasion.event();
        return new LedgerEntry.Row(
                event.id(),
                occasion.acceptedAt(),
                step,
                kind,
                clock.instant(),
                event.contactKey().value(),
                "",
                deliveryId,
                "",
                detail);
    }
}
