package dev.spillway.route;

import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.flow.Backends;
import dev.spillway.flow.EventView;
import dev.spillway.flow.Occasion;
import dev.spillway.flow.Run;
import dev.spillway.json.ExpressionException;
import dev.spillway.json.Thinking;
import dev.spillway.lane.Delivery;
import dev.spillway.ledger.LedgerEntry;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
    private final Thinking thinking;
    private final Clock clock;
    private final RouteMetrics metrics;

    Sorting(RouteBook routes, RoutedFlows.Parts parts) {
        for (var kind : EventKind.values()) byKind.put(kind, routes.of(kind));
        this.backends = parts.backends();
        this.locale = parts.locale();
        this.edition = parts.edition();
        this.thinking = parts.thinking();
        this.clock = parts.clock();
        this.metrics = parts.metrics();
    }

    /** What the flows decided, and what the routes add. */
    Future<Run> beside(Run run, Occasion occasion) {
        var routes = byKind.getOrDefault(occasion.event().kind(), List.of());
        if (routes.isEmpty()) return Future.succeededFuture(run);
        return thinking.of(occasion.event().payload().length(), () -> sorted(routes, occasion))
                .map(sorted -> added(run, occasion, sorted));
    }

    /**
     * What a route makes of an event that it wants.
     *
     * @param input null if its expressions failed
     * @param reason why they did; else empty
     */
    private record Sorted(
            Route route, String destination, @Nullable Map<String, Object> input, String reason) {}

    /** Pure: it may have to be begun twice. */
    private List<Sorted> sorted(List<Route> routes, Occasion occasion) {
        var view = EventView.of(occasion, clock.instant());
        var channel = occasion.event().origin().channel();
        return routes.stream()
                .flatMap(route -> sorted(route, channel, view).stream())
                .filter(each -> !isEcho(each, occasion.event()))
                .toList();
    }

    /** Who told what somebody allows knows it: told back it would come again, and again. */
    private static boolean isEcho(Sorted each, Event event) {
        return event.kind() == EventKind.CONSENT && each.destination().equals(event.source());
    }

    private Optional<Sorted> sorted(Route route, String channel, Map<String, Object> view) {
        try {
            if (!route.wants(view)) return Optional.empty();
            var destination = backends.of(route.destination(), channel);
            if (destination.isEmpty()) return failed(route, "no backend for " + route.destination());
            return route.input(view)
                    .map(input -> new Sorted(route, destination.get(), input, ""))
                    .or(() -> failed(route, "the input is no object"));
        } catch (ExpressionException e) {
            return failed(route, String.valueOf(e.getMessage()));
        }
    }

    private static Optional<Sorted> failed(Route route, String reason) {
        return Optional.of(new Sorted(route, "", null, reason));
    }

    private Run added(Run run, Occasion occasion, List<Sorted> sorted) {
        var deliveries = new ArrayList<Delivery>();
        var entries = new ArrayList<LedgerEntry>();
        for (var each : sorted) {
            var input = each.input();
            if (input == null) {
                entries.add(failed(each.route(), occasion, each.reason()));
            } else {
                var delivery = delivery(each.route(), occasion, each.destination(), input);
                deliveries.add(delivery);
                entries.add(queued(each.route(), occasion, delivery));
            }
        }
        return run.beside(deliveries, entries);
    }

    private LedgerEntry failed(Route route, Occasion occasion, String reason) {
        metrics.failed(route.name());
        LOG.atWarn()
                .addKeyValue("eventId", occasion.event().id())
                .addKeyValue("route", route.name())
                .addKeyValue("reason", reason)
                .log("route.fault");
        var detail = detail(route);
        detail.put("reason", reason);
        return row(occasion, route.step(), LedgerEntry.Kind.RULE, "", detail);
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

    private LedgerEntry queued(Route route, Occasion occasion, Delivery delivery) {
        metrics.queued(route.name());
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
