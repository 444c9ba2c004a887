package dev.spillway.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;

/**
 * How the nodes of a cluster see it. Asks over connections of its own, so that nothing waits behind a blocking read: first the
 * masters that are up, then the nodes of {@code redis.url}.
 */
final class ClusterView {
    private final Dialer dialer;

    ClusterView(Dialer dialer) {
        this.dialer = dialer;
    }

    /** What the first node that answers says; fails if none does. */
    Future<SlotRanges> ask(List<ServerLink> masters) {
        var nodes = new LinkedHashSet<Address>();
        masters.stream().map(ServerLink::server).filter(Objects::nonNull).forEach(nodes::add);
        nodes.addAll(dialer.endpoints().servers());
        return ask(List.copyOf(nodes), "none was asked");
    }

    private Future<SlotRanges> ask(List<Address> left, String problem) {
        if (left.isEmpty()) return Future.failedFuture(new IOException(problem));
        var node = left.get(0);
        return dialer.ask(node, Request.cmd(Command.CLUSTER).arg("SLOTS"))
                .map(answer -> SlotRanges.of(answer, node))
                .recover(cause -> ask(left.subList(1, left.size()), node + ": " + cause.getMessage()));
    }
}
