package dev.spillway.redis;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One server that holds everything: the only one, or the one that is the master now. */
final class OneServer implements Topology {
    private static final long LOOK_MS = 2_000;

    private final ServerLink.Parts parts;
    private final Supplier<Future<Address>> where;
    private final ServerLink server;
    private long looks = -1;

    /** @param where the server is, asked before every attempt to connect and, if it can change, now and then */
    private OneServer(ServerLink.Parts parts, Supplier<Future<Address>> where) {
        this.parts = parts;
        this.where = where;
        this.server = new ServerLink(parts, where);
    }

    static OneServer fixed(ServerLink.Parts parts) {
        var only = parts.dialer().endpoints().servers().get(0);
        return new OneServer(parts, () -> Future.succeededFuture(only));
    }

    static OneServer watched(ServerLink.Parts parts) {
        var sentinels = new Sentinels(parts.dialer(), parts.settings().master());
        var watched = new OneServer(parts, sentinels::master);
        watched.looks = parts.vertx().setPeriodic(LOOK_MS, tick -> watched.look());
        return watched;
    }

    /** A master that was replaced behind our back may go on taking writes, which are lost when it becomes a replica. */
    private void look() {
        var present = server.server();
        if (present == null) return;
        where.get().onSuccess(named -> {
            if (!named.equals(present) && present.equals(server.server()))
                server.drop("the master is " + named + " now");
        });
    }

    @Override
    public void open() {
        server.open();
    }

    @Override
    public ServerLink serverOf(@Nullable Buffer key) {
        return server;
    }

    /** Only a cluster names servers. */
    @Override
    public ServerLink named(Address other) {
        return server;
    }

    @Override
    public void moved(int slot, ServerLink to) {}

    @Override
    public List<ServerLink> servers() {
        return List.of(server);
    }

    @Override
    public String problem() {
        return server.problem();
    }

    @Override
    public Future<Void> close() {
        if (looks >= 0) parts.vertx().cancelTimer(looks);
        return server.close();
    }
}
