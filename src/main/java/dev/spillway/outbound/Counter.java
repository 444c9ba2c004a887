package dev.spillway.outbound;

import dev.spillway.event.GatewayException;
import io.vertx.core.Future;
import java.util.Map;
import java.util.function.Function;

/** The desk itself, on the event loop of its destinations. */
final class Counter implements BackendDesk {
    private final String node;
    private final Map<String, Outlet> outlets;

    /**
     * A desk for what is at work, as it changes.
     *
     * @param node the name of this node
     * @param outlets by name
     */
    Counter(String node, Map<String, Outlet> outlets) {
        this.node = node;
        this.outlets = outlets;
    }

    @Override
    public Future<BackendsAnswer> all() {
        var views = outlets.values().stream()
                .map(Outlet::destination)
                .map(Views::of)
                .toList();
        return Future.succeededFuture(new BackendsAnswer(node, views));
    }

    @Override
    public Future<BackendView> find(String name) {
        var found = outlets.get(name);
        return found == null
                ? rejected("there is no backend of this name")
                : Future.succeededFuture(Views.of(found.destination()));
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
