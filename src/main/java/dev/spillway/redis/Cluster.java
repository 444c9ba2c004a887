package dev.spillway.redis;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Redis Cluster: a link to each master, and which slots it serves. Looks at the cluster again whenever a server says that a
 * slot is elsewhere, and five times a second while a master is away. One that is away takes no other down.
 */
final class Cluster implements Topology {
    private static final long LOOK_AGAIN_MS = 200;

    private final ServerLink.Parts parts;
    private final ClusterView view;
    private final Map<Address, ServerLink> links = new LinkedHashMap<>();
    private @Nullable ServerLink[] bySlot = new ServerLink[Slot.COUNT];
    private List<ServerLink> servers = List.of();
    private String problem = "not connected yet";
    private boolean looking;
    private boolean lookAgain;
    private boolean closed;

    /** @param parts whose listener hears of every server, and of every change of slots as if one had come up */
    Cluster(ServerLink.Parts parts) {
        var listener = new ServerLink.Listener() {
            @Override
            public void up() {
                parts.listener().up();
            }

            @Override
            public void away() {
                look();
            }
        };
        this.parts = parts.with(listener);
        this.view = new ClusterView(parts.dialer());
    }

    @Override
    public void open() {
        look();
    }

    private void look() {
        if (closed) return;
        lookAgain = looking;
        if (looking) return;
        looking = true;
        view.ask(servers).onComplete(done -> {
            looking = false;
            if (done.succeeded()) learn(done.result());
            else problem = "no node answers: " + done.cause().getMessage();
            lookLater(done.failed());
        });
    }

    private void lookLater(boolean failed) {
        var settled = !failed && !lookAgain && servers.stream().allMatch(ServerLink::up);
        if (!settled && !closed) parts.vertx().setTimer(LOOK_AGAIN_MS, fired -> look());
    }

    private void learn(SlotRanges seen) {
        if (closed) return;
        problem = seen.ranges().isEmpty() ? "nobody serves any slot" : "";
        var fresh = new ServerLink[Slot.COUNT];
        for (var range : seen.ranges()) Arrays.fill(fresh, range.from(), range.to() + 1, named(range.master()));
        var changed = !Arrays.equals(bySlot, fresh);
        if (!changed) return;
        serve(fresh);
        retire();
        parts.listener().up();
    }

    private void serve(@Nullable ServerLink[] fresh) {
        bySlot = fresh;
        servers = Stream.of(fresh).filter(Objects::nonNull).distinct().toList();
    }

    /** What is on its way to a server that serves nothing any more may still be answered. */
    private void retire() {
        var gone = links.entrySet().stream()
                .filter(link -> !servers.contains(link.getValue()))
                .toList();
        for (var each : gone) {
            links.remove(each.getKey());
            var link = each.getValue();
            parts.vertx().setTimer(parts.settings().commandTimeout().toMillis(), fired -> link.close());
        }
    }

    @Override
    public @Nullable ServerLink serverOf(@Nullable Buffer key) {
        if (key != null) return bySlot[Slot.of(key)];
        return servers.stream().filter(ServerLink::up).findFirst().orElse(servers.isEmpty() ? null : servers.get(0));
    }

    @Override
    public ServerLink named(Address server) {
        return links.computeIfAbsent(
                server, address -> new ServerLink(parts, () -> Future.succeededFuture(address)).open());
    }

    @Override
    public void moved(int slot, ServerLink to) {
        if (bySlot[slot] == to) return;
        var fresh = bySlot.clone();
        fresh[slot] = to;
        serve(fresh);
        parts.listener().up();
        look();
    }

    @Override
    public List<ServerLink> servers() {
        return servers;
    }

    @Override
    public String problem() {
        if (!problem.isEmpty()) return problem;
        return servers.stream()
                .filter(server -> !server.up())
                .map(server -> name(server) + ": " + server.problem())
                .collect(Collectors.joining("; "));
    }

    private String name(ServerLink server) {
        return links.entrySet().stream()
                .filter(link -> link.getValue() == server)
                .map(link -> link.getKey().toString())
                .findFirst()
                .orElse("a server");
    }

    @Override
    public Future<Void> close() {
        closed = true;
        return Future.join(links.values().stream().map(ServerLink::close).toList())
                .mapEmpty();
    }
}
