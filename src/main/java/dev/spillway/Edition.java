package dev.spillway;

import dev.spillway.flow.FlowBook;
import dev.spillway.outbound.Destinations;
import java.util.List;

/**
 * What the files say that may change while a gateway runs: connectors, backends, flows and texts, read and checked against each
 * other. Immutable.
 *
 * @param version a short hash of the files
 * @param book flows and texts
 * @param plans a destination for each sender and backend
 */
record Edition(String version, FlowBook book, List<Destinations.Plan> plans) {
    Edition {
        plans = List.copyOf(plans);
    }
}
