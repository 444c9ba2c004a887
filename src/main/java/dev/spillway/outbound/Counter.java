package dev.spillway.outbound;

import dev.spillway.event.GatewayException;
import io.vertx.core.Future;
import java.util.Map;
import java.util.function.Function;

/** The desk itself, on the event loop of its destinations. */
final class Counter implements BackendDesk {
    private final String node;
    private final Map<String, Destination> destinations;
    private final Map<String, Liaison> liaisons;

    /** @param node the name of this node */
    Counter(String node, Map<String, Destination> destinations, Map<String, Liaison> liaisons) {
        this.node = node;
        this.destinations = destinations;
        this.liaisons = liaisons;
    }

    @Override
    public Future<BackendsAnswer> all() {
        var views = destinations.values().stream().map(Views::of).toList();
        return Future.succeededFuture(new BackendsAnswer(node, views));
    }

    @Override
    public Future<BackendView> find(String name) {
        var found = destinations.get(name);
        return found == null ? rejected("there is no backend of this name") : Future.succeededFuture(Views.of(found));
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
        var liaison = liaisons.get(name);
        if (liaison == null) return find(name);
        return act.apply(liaison).transform(told -> told.succeeded() ? find(name) : halfDone());
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
