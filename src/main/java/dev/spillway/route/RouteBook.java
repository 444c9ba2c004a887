package dev.spillway.route;

import dev.spillway.event.EventKind;
import dev.spillway.flow.FlowBook;
import java.util.List;

/** All routes, checked. Immutable. */
public final class RouteBook {
    /** Of a gateway that sends nothing on. */
    public static final RouteBook EMPTY = new RouteBook(List.of(), List.of());

    private final List<Route> routes;
    private final List<FlowBook.Need> needs;

    RouteBook(List<Route> routes, List<FlowBook.Need> needs) {
        this.routes = List.copyOf(routes);
        this.needs = List.copyOf(needs);
    }

    /** Everything the routes ask of backends: lets the caller check that they can do it. */
    public List<FlowBook.Need> needs() {
        return needs;
    }

    /** The routes' names, in the order of the file. */
    public List<String> names() {
        return routes.stream().map(Route::name).toList();
    }

    boolean isEmpty() {
        return routes.isEmpty();
    }

    List<Route> of(EventKind kind) {
        return routes.stream().filter(route -> route.kinds().contains(kind)).toList();
    }
}
