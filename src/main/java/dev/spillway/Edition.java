package dev.spillway;

import dev.spillway.connector.Webhook;
import dev.spillway.flow.FlowBook;
import dev.spillway.gate.Gates;
import dev.spillway.gate.OptOuts;
import dev.spillway.outbound.Destinations;
import dev.spillway.route.RouteBook;
import dev.spillway.template.TemplateLibrary;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the files say that may change while a gateway runs: connectors, backends, routes, gates, prices, opt-outs, flows and texts, read
 * and checked against each other. Immutable.
 *
 * @param version a short hash of the files
 * @param book flows and texts
 * @param routes what goes on as it comes
 * @param optOuts how people opt out and in again
 * @param templates what messages outside of conversations are made of
 * @param gates what messages to people pass before they go; empty: nothing is asked
 * @param serving which backend is meant where only a capability is wanted
 * @param plans a destination for each sender and backend
 */
record Edition(
        String version,
        FlowBook book,
        RouteBook routes,
        OptOuts optOuts,
        TemplateLibrary templates,
        Optional<Gates> gates,
        Serving serving,
        List<Destinations.Plan> plans) {
    Edition {
        plans = List.copyOf(plans);
    }

    /** What a backend's webhooks mean; empty if there is no such backend, or it takes none. */
    Optional<Webhook> webhook(String backend) {
        return plans.stream()
                .filter(plan -> plan.name().equals(backend))
                .findFirst()
                .flatMap(plan -> plan.connector().webhook());
    }

    /** The names of destinations that are not what they were, or are no more, sorted. */
    List<String> changedSince(Edition before) {
        return Stream.concat(plans.stream(), before.plans.stream())
                .filter(plan -> !plans.contains(plan) || !before.plans.contains(plan))
                .map(Destinations.Plan::name)
                .distinct()
                .sorted()
                .toList();
    }
}
