package dev.spillway.route;

import dev.spillway.event.EventKind;
import dev.spillway.flow.Backends;
import dev.spillway.flow.Flows;
import dev.spillway.flow.Occasion;
import dev.spillway.flow.Run;
import dev.spillway.json.Thinking;
import io.vertx.core.Future;
import java.time.Clock;

/** Flows, and beside what they decide the routes: both are committed together. Holds nothing between runs. */
public final class RoutedFlows implements Flows {
    private final Flows flows;
    private final Sorting sorting;

    private RoutedFlows(Flows flows, Sorting sorting) {
        this.flows = flows;
        this.sorting = sorting;
    }

    /**
     * What routes work with.
     *
     * @param backends which backend is meant
     * @param locale of the deliveries
     * @param edition of the files, a short hash, for the ledger
     * @param thinking where expressions are worked out
     */
    public record Parts(
            Backends backends, String locale, String edition, Thinking thinking, Clock clock, RouteMetrics metrics) {}

    /** The flows with routes beside them; the flows themselves if there are no routes. */
    public static Flows beside(Flows flows, RouteBook routes, Parts parts) {
        return routes.isEmpty() ? flows : new RoutedFlows(flows, new Sorting(routes, parts));
    }

    @Override
    public Future<Run> run(Occasion occasion) {
        return flows.run(occasion).compose(run -> sorting.beside(run, occasion));
    }

    @Override
    public boolean wantsSession(EventKind kind) {
        return flows.wantsSession(kind);
    }
}
