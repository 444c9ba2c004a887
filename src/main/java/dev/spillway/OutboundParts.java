package dev.spillway;

import dev.spillway.dispatch.LeaseMetrics;
import dev.spillway.lane.DeliveryCodec;
import dev.spillway.lane.LaneDepths;
import dev.spillway.lane.LaneMetrics;
import dev.spillway.lane.RedisLanes;
import dev.spillway.lane.ShardTokens;
import dev.spillway.ledger.LedgerDiet;
import dev.spillway.limit.Beats;
import dev.spillway.limit.FallbackBeats;
import dev.spillway.limit.FallbackLimits;
import dev.spillway.limit.RedisBeats;
import dev.spillway.limit.RedisLimits;
import dev.spillway.outbound.BackendDesk;
import dev.spillway.outbound.Destinations;
import dev.spillway.outbound.Errands;
import dev.spillway.outbound.Gatekeeping;
import dev.spillway.outbound.Precheck;
import dev.spillway.outbound.RedisBoard;
import dev.spillway.outbound.RedisLogins;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What leaves, made on the work loop: the destinations under limits that all nodes keep together, and the lanes they take from. */
final class OutboundParts {
    private final WorkLoop loop;
    private final Beats beats;
    private final Destinations destinations;
    private final LaneDepths depths;

    /**
     * Destinations that take nothing yet.
     *
     * @param leases tell how many nodes share the limits
     * @param errands fetch and bring files
     */
    OutboundParts(WorkLoop loop, LeaseMetrics leases, Errands errands) {
        this.loop = loop;
        this.beats = new FallbackBeats(
                loop.vertx(),
                new RedisBeats(loop.redis(), loop.keys()),
                loop.config().limit(),
                leases::live,
                loop.registry());
        this.destinations = destinations(leases, errands);
        this.depths = new LaneDepths(loop.redis(), loop.keys());
    }

    private Destinations destinations(LeaseMetrics leases, Errands errands) {
        var config = loop.config();
        var redis = loop.redis();
        var keys = loop.keys();
        var limits = new FallbackLimits(
                loop.vertx(),
                new RedisLimits(redis, keys, loop.registry()),
                config.limit(),
                leases::live,
                loop.registry());
        var all = new Destinations.Shared(
                limits, beats, new RedisLogins(redis, keys), new RedisBoard(redis, keys), errands);
        var self = loop.shared().node();
        var node = new Destinations.Node(self.id(), self.name());
        return new Destinations(loop.vertx(), loop.clock(), all, node, loop.registry(), config.outbound(), plans());
    }

    private List<Destinations.Plan> plans() {
        return loop.edition().get().plans();
    }

    Destinations destinations() {
        return destinations;
    }

    /** How they are, with what waits for them. */
    BackendDesk desk() {
        return destinations.desk(depths::byDestination);
    }

    /** What the business' own numbers may send. */
    Numbers numbers() {
        return new Numbers(
                loop.vertx(), beats, destinations, loop.clock(), loop.config().senders());
    }

    /**
     * The lanes of the shards this node owns.
     *
     * @param diet looks at what goes to the ledger
     * @param toPeople destinations that reach people
     */
    RedisLanes lanes(ShardTokens tokens, LedgerDiet diet, Set<String> toPeople) {
        return new RedisLanes(loop.vertx(), loop.redis(), loop.keys(), tokens, this::ambiguousWaits, diet, toPeople);
    }

    private Map<String, Duration> ambiguousWaits() {
        return plans().stream()
                .collect(Collectors.toMap(
                        Destinations.Plan::name, plan -> plan.settings().ambiguousWait()));
    }

    /**
     * Begins to take from the lanes, and to show how full they are.
     *
     * @param owned the shards of this node
     */
    void pump(RedisLanes lanes, Precheck past, Gatekeeping gatekeeping, Supplier<List<Integer>> owned) {
        destinations.pump(lanes, delivery -> DeliveryCodec.encode(delivery).text(), past, gatekeeping);
        new LaneMetrics(loop.registry(), depths, owned).start(loop.vertx());
    }
}
