package dev.spillway.outbound;

import dev.spillway.event.GatewayException;
import dev.spillway.lane.LaneDepths.Depth;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The desk itself, on the event loop of its destinations. */
final class Counter implements BackendDesk {
    private final String node;
    private final Map<String, Outlet> outlets;
    private final Supplier<Future<Map<String, Depth>>> backlogs;

    /**
     * A desk for what is at work, as it changes.
     *
     * @param node the name of this node
     * @param outlets by name
     * @param backlogs by name, as far as they can be told
     */
    Counter(String node, Map<String, Outlet> outlets, Supplier<Future<Map<String, Depth>>> backlogs) {
        this.node = node;
        this.outlets = outlets;
        this.backlogs = backlogs;
    }

    @Override
    public Future<BackendsAnswer> all() {
        return look(backlog -> outlets.values().stream()
                        .map(Outlet::destination)
                        .map(destination -> Views.of(destination, backlog.apply(destination.name())))
                        .toList())
                .map(views -> new BackendsAnswer(node, views));
    }

    @Override
    public Future<BackendView> find(String name) {
        var found = outlets.get(name);
        if (found == null) return rejected("there is no backend of this name");
        return look(backlog -> Views.of(found.destination(), backlog.apply(name)));
    }

    /** With what waits by destination; empty where that cannot be told, which must not hide the rest. */
    private <T> Future<T> look(Function<Function<String, Optional<Depth>>, T> view) {
        return backlogs.get().transform(looked -> Future.succeededFuture(view.apply(name -> backlog(looked, name))));
    }

    private static Optional<Depth> backlog(AsyncResult<Map<String, Depth>> looked, String name) {
        return looked.failed() ? Optional.empty() : Optional.of(looked.result().getOrDefault(name, Depth.EMPTY));
    }

    @Override
    public Future<BackendView> resume(String name) {
        return act(name, Liaison::resume);
    }

    @Override
    public Future<BackendView> resume(String name, String operation) {
        return find(name)
                .compose(view -> view.operations().contains(operation)
                        ? act(name, liaison -> liaison.resume(operation))
                        : rejected(name + " has no operation of this name"));
    }

    @Override
    public Future<BackendView> force(String name, Forced breaker) {
        return act(name, liaison -> liaison.force(breaker));
    }

    private Future<BackendView> act(String name, Function<Liaison, Future<Void>> act) {
        var outlet = outlets.get(name);
        if (outlet == null) return find(name);
        return act.apply(outlet.liaison()).transform(told -> told.succeeded() ? find(name) : halfDone());
    }

    private static <T> Future<T> halfDone() {
        return Future.failedFuture(new GatewayException(
                GatewayException.Kind.UNAVAILABLE,
                "done on this node; the others cannot be told while Redis is away, and will be when it is back"));
    }

    private static <T> Future<T> rejected(String why) {
        return Future.failedFuture(new GatewayException(GatewayException.Kind.REJECTED, why));
    }
}
