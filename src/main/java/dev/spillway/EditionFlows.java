package dev.spillway;

import dev.spillway.flow.FlowEngine;
import dev.spillway.flow.FlowMetrics;
import dev.spillway.flow.FlowParts;
import dev.spillway.flow.Flows;
import dev.spillway.flow.WishParts;
import dev.spillway.json.Thinking;
import dev.spillway.outbound.Destinations;
import dev.spillway.route.RouteMetrics;
import dev.spillway.route.RoutedFlows;
import java.util.Optional;

/** Makes the flows of an edition, with the routes beside them. All editions count together. Belongs to the work loop. */
final class EditionFlows {
    private final Shared shared;
    private final FlowMetrics flowMetrics;
    private final RouteMetrics routeMetrics;

    EditionFlows(Shared shared) {
        this.shared = shared;
        this.flowMetrics = new FlowMetrics(shared.registry());
        this.routeMetrics = new RouteMetrics(shared.registry());
    }

    /**
     * Flows that ask these destinations, and are worked out there.
     *
     * @param known what people allow
     */
    Flows with(Edition edition, Destinations destinations, Thinking thinking, WishParts.Known known) {
        var locale = shared.setup().config().flow().defaultLocale();
        var parts = new RoutedFlows.Parts(
                edition.serving(), locale, edition.version(), thinking, shared.clock(), routeMetrics);
        return RoutedFlows.beside(engine(edition, destinations, thinking, known), edition.routes(), parts);
    }

    private FlowEngine engine(Edition edition, Destinations destinations, Thinking thinking, WishParts.Known known) {
        var setup = shared.setup();
        var senders = setup.config().sendersByChannel();
        var tenants = setup.config().tenantsByChannel();
        return new FlowEngine(new FlowParts(
                edition.book(),
                edition.version(),
                destinations::lookup,
                edition.serving(),
                channel -> Optional.ofNullable(senders.get(channel)),
                new SeenMarks(setup.config().senders(), destinations::lookup, shared.clock()),
                Optional.of(new WishParts(edition.optOuts(), channel -> tenants.getOrDefault(channel, ""), known)),
                new CloudWords(setup.errors()),
                setup.config().inbox().shards(),
                thinking,
                shared.clock(),
                setup.config().flow().settings(),
                flowMetrics));
    }
}
