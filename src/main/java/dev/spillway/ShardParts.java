package dev.spillway;

import dev.spillway.dispatch.DispatchMetrics;
import dev.spillway.dispatch.Dispatcher;
import dev.spillway.dispatch.LeaseMetrics;
import dev.spillway.dispatch.LeasedOwner;
import dev.spillway.dispatch.Nodes;
import dev.spillway.dispatch.ShardOwnership;
import dev.spillway.flow.Flows;
import dev.spillway.inbox.InboxReader;
import dev.spillway.lane.RedisLanes;

/** Whose the shards are, and what runs the events of this node's, made on the work loop. */
final class ShardParts {
    private final WorkLoop loop;
    private final LeaseMetrics leases;
    private final ShardOwnership ownership;

    /** Claims nothing yet. */
    ShardParts(WorkLoop loop) {
        var settings = loop.config().dispatch();
        var parts = new LeasedOwner.Parts(
                loop.vertx(),
                loop.redis(),
                loop.keys(),
                loop.shared().node(),
                () -> loop.edition().get().version(),
                loop.clock());
        this.loop = loop;
        this.leases = new LeaseMetrics(loop.registry());
        this.ownership = new LeasedOwner(parts, settings.lease(), settings.stopGrace(), leases);
    }

    /** Tell how many nodes there are. */
    LeaseMetrics leases() {
        return leases;
    }

    ShardOwnership ownership() {
        return ownership;
    }

    /** All nodes, and what each owns. */
    Nodes nodes() {
        return new Nodes(loop.vertx(), loop.redis(), loop.keys(), loop.shared().node());
    }

    /** Runs the events of this node's shards, once it is started. Reads by a link of its own. */
    Dispatcher dispatcher(Flows flows, RedisLanes lanes, Dispatcher.Memory memory) {
        var parts = new Dispatcher.Parts(
                loop.vertx(),
                loop.redis(),
                new InboxReader(loop.link("inbox-read"), loop.keys()),
                loop.shared().overflow(),
                loop.keys(),
                ownership,
                flows,
                lanes,
                memory,
                loop.registry(),
                loop.shared().promptness()::medianNanos,
                loop.clock());
        return new Dispatcher(parts, loop.config().dispatch(), new DispatchMetrics(loop.registry()));
    }
}
