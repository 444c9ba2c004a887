package dev.spillway.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Commands that need not go one by one: those for one server in one write, which it reads at once, and syncs its log once for all of
 * them. The client tells of a bundle only as a whole, so of one that failed every command is sent once more, by itself. Belongs to the
 * event loop of its link.
 */
final class Bundles {
    private final Topology topology;
    private final Function<Order, Future<Response>> alone;

    /** @param alone sends a command by itself */
    Bundles(Topology topology, Function<Order, Future<Response>> alone) {
        this.topology = topology;
        this.alone = alone;
    }

    /** One of them, and where its answer belongs. */
    private record Placed(int place, Order order) {}

    /**
     * Sends them.
     *
     * @param orders such as may run twice
     * @return an answer each, at the same place
     */
    List<Future<Response>> send(List<Order> orders) {
        var answers = new ArrayList<>(
                orders.stream().map(order -> Future.<Response>succeededFuture()).toList());
        byServer(orders).forEach((server, bundle) -> send(server.orElse(null), bundle, answers));
        return answers;
    }

    private Map<Optional<ServerLink>, List<Placed>> byServer(List<Order> orders) {
        return IntStream.range(0, orders.size())
                .mapToObj(place -> new Placed(place, orders.get(place)))
                .collect(Collectors.groupingBy(
                        placed -> Optional.ofNullable(topology.serverOf(placed.order.key())),
                        LinkedHashMap::new,
                        Collectors.toList()));
    }

    private void send(@Nullable ServerLink server, List<Placed> bundle, List<Future<Response>> answers) {
        if (server == null || bundle.size() == 1) {
            bundle.forEach(placed -> answers.set(placed.place, alone.apply(placed.order)));
            return;
        }
        var answered = server.sendAll(bundle.stream().map(Placed::order).toList());
        for (var i = 0; i < bundle.size(); i++) {
            var index = i;
            var placed = bundle.get(i);
            answers.set(placed.place, answered.map(all -> all.get(index)).recover(cause -> alone.apply(placed.order)));
        }
    }
}
