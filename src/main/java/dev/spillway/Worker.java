package dev.spillway;

import dev.spillway.dispatch.DispatchMetrics;
import dev.spillway.dispatch.Dispatcher;
import dev.spillway.dispatch.LeaseMetrics;
import dev.spillway.dispatch.LeasedOwner;
import dev.spillway.dispatch.Nodes;
import dev.spillway.dispatch.NodesAnswer;
import dev.spillway.dispatch.ShardOwnership;
import dev.spillway.event.GatewayException;
import dev.spillway.flow.FlowEngine;
import dev.spillway.flow.FlowMetrics;
import dev.spillway.flow.FlowParts;
import dev.spillway.inbox.InboxReader;
import dev.spillway.inbox.RedisInbox;
import dev.spillway.inbox.RollbackMetrics;
import dev.spillway.inbox.RollbackWatch;
import dev.spillway.lane.DeliveryCodec;
import dev.spillway.lane.LaneMetrics;
import dev.spillway.lane.RedisLanes;
import dev.spillway.ledger.LedgerDiet;
import dev.spillway.ledger.LedgerFeed;
import dev.spillway.ledger.MemoryMetrics;
import dev.spillway.ledger.OldEvents;
import dev.spillway.ledger.PostgresPast;
import dev.spillway.ledger.PostgresSeen;
import dev.spillway.limit.FallbackLimits;
import dev.spillway.limit.RedisLimits;
import dev.spillway.outbound.BackendDesk;
import dev.spillway.outbound.Destinations;
import dev.spillway.outbound.Precheck;
import dev.spillway.outbound.RedisBoard;
import dev.spillway.outbound.RedisLogins;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.RedisRules;
import dev.spillway.redis.RedisWatch;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The work loop of a node: what the dispatcher, the lanes and the destinations of its shards share is made here, on the one
 * event loop that owns them.
 */
final class Worker extends VerticleBase {
    private static final Duration REDIS_AT_START_MAX = Duration.ofSeconds(5);

    private static final Duration MEMORY_TIMEOUT = Duration.ofSeconds(2);

    private final Shared shared;
    private final Setup setup;
    private final MeterRegistry registry;
    private final Keyspace keys;
    private final MemoryMetrics memoryMetrics;
    private final Closing closing = new Closing();
    private final FarDesk backends = new FarDesk();
    private volatile List<Integer> shards = List.of();
    private volatile @Nullable RedisWatch watch;
    private volatile @Nullable RollbackWatch rollbacks;
    private volatile @Nullable Nodes nodes;
    private volatile @Nullable Runnable handOver;

    Worker(Shared shared) {
        this.shared = shared;
        this.setup = shared.setup();
        this.registry = shared.registry();
        this.keys = setup.config().keyspace();
        this.memoryMetrics = new MemoryMetrics(registry);
    }

    /** The shards this node owns. Callable from any thread. */
    List<Integer> shards() {
        return shards;
    }

    /** How Redis is; null before it was looked at. Callable from any thread. */
    @Nullable
    RedisWatch redis() {
        return watch;
    }

    /** Whether what Redis takes is safe there. Callable from any thread. */
    boolean redisKeepsPromises() {
        var now = watch;
        return now != null && now.keepsPromises();
    }

    /** {@code up}, or what must be checked because Redis forgot something. Callable from any thread. */
    String memoryState() {
        var now = rollbacks;
        return now == null ? "up" : now.state();
    }

    /** Who owns what. Callable from any event loop. */
    Future<NodesAnswer> nodes() {
        var now = nodes;
        return now == null
                ? Future.failedFuture(new GatewayException(GatewayException.Kind.UNAVAILABLE, "this node is starting"))
                : now.find();
    }

    /** How destinations are. Usable from any event loop. */
    BackendDesk backends() {
        return backends;
    }

    /** Begins to give the shards to other nodes. Callable from any thread. */
    void handOver() {
        var now = handOver;
        if (now != null) context.runOnContext(turn -> now.run());
    }

    @Override
    public Future<?> start() {
        var redis = link("work");
        var config = setup.config();
        var rules = new RedisRules(
                config.redis().acknowledge(), keys, config.inbox().shards());
        var started = RedisWatch.start(vertx, redis, rules);
        watch = started;
        return started.firstLook(REDIS_AT_START_MAX).onSuccess(looked -> run(redis));
    }

    private RedisLink link(String name) {
        var link = RedisLink.open(vertx, setup.config().redis(), name);
        closing.push("redis " + name, link::close);
        return link;
    }

    private void run(RedisLink redis) {
        var config = setup.config();
        var leases = new LeaseMetrics(registry);
        var ownership = new LeasedOwner(
                new LeasedOwner.Parts(vertx, redis, keys, shared.node(), shared.clock()),
                config.dispatch().lease(),
                config.dispatch().stopGrace(),
                leases);
        var diet = new LedgerDiet(shared.ledgerMetrics());
        var lanes = new RedisLanes(vertx, redis, keys, ownership, ambiguousWaits(), diet);
        var rolledBack = rollbacks(redis);
        var destinations = destinations(redis, leases);
        var dispatcher = new Dispatcher(
                new Dispatcher.Parts(
                        vertx,
                        redis,
                        new InboxReader(link("inbox-read"), keys),
                        shared.overflow(),
                        keys,
                        ownership,
                        flows(destinations),
                        lanes,
                        memory(redis, rolledBack, diet),
                        registry,
                        shared.promptness()::medianNanos,
                        shared.clock()),
                config.dispatch(),
                new DispatchMetrics(registry));
        closing.push("outbound", destinations::stop);
        backends.open(vertx, context, destinations.desk());
        closing.push("dispatch", dispatcher::stop);
        closing.push("ownership", ownership::stop);
        destinations.pump(lanes, delivery -> DeliveryCodec.encode(delivery).text(), past(rolledBack));
        new LaneMetrics(registry, redis, keys, ownership::owned).start(vertx);
        nodes = new Nodes(vertx, redis, keys, shared.node());
        handOver = () -> ownership.stop().onFailure(impossible -> {});
        watch(ownership);
        dispatcher.start();
    }

    private RollbackWatch rollbacks(RedisLink redis) {
        var parts = new RollbackWatch.Parts(vertx, redis, keys, shared.watermarks(), shared.pool(), shared.clock());
        var started = RollbackWatch.start(parts, new RollbackMetrics(registry));
        closing.push("watermarks", started::stop);
        rollbacks = started;
        return started;
    }

    private Destinations destinations(RedisLink redis, LeaseMetrics leases) {
        var config = setup.config();
        var limits = new FallbackLimits(
                vertx, new RedisLimits(redis, keys, registry), config.limit(), leases::live, registry);
        var all = new Destinations.Shared(limits, new RedisLogins(redis, keys), new RedisBoard(redis, keys));
        var node = new Destinations.Node(shared.node().id(), shared.node().name());
        var plans = setup.edition().plans();
        return new Destinations(vertx, shared.clock(), all, node, registry, config.outbound(), plans);
    }

    private Dispatcher.Memory memory(RedisLink redis, RollbackWatch rolledBack, LedgerDiet diet) {
        var oldAge = setup.config().inbox().oldAge();
        var seen = new PostgresSeen(vertx, shared.pool(), MEMORY_TIMEOUT, shared.clock(), memoryMetrics);
        return new Dispatcher.Memory(
                oldAge,
                new OldEvents(new LedgerFeed(redis, keys), seen, rolledBack::isRolledBack, oldAge, shared.clock()),
                rolledBack::check,
                shared.watermarks(),
                this::redisKeepsPromises,
                diet,
                new RedisInbox(vertx, redis, Inboxes.parts(shared)));
    }

    /** Where Redis forgot something, deliveries are asked about before they go out. */
    private Precheck past(RollbackWatch rolledBack) {
        var past = new PostgresPast(vertx, shared.pool(), MEMORY_TIMEOUT, memoryMetrics);
        return attempts -> {
            var doubtful = attempts.stream()
                    .filter(attempt -> rolledBack.isRolledBack(attempt.shard()))
                    .map(attempt -> attempt.delivery().id())
                    .toList();
            return doubtful.isEmpty() ? Future.succeededFuture(Map.of()) : past.of(doubtful);
        };
    }

    private void watch(ShardOwnership ownership) {
        vertx.setPeriodic(200, tick -> shards = ownership.owned());
    }

    private FlowEngine flows(Destinations destinations) {
        var senders = setup.config().sendersByChannel();
        return new FlowEngine(new FlowParts(
                setup.edition().book(),
                destinations::lookup,
                channel -> Optional.ofNullable(senders.get(channel)),
                new CloudWords(setup.errors()),
                setup.config().inbox().shards(),
                shared.clock(),
                setup.config().flow().settings(),
                new FlowMetrics(registry)));
    }

    private Map<String, Duration> ambiguousWaits() {
        return setup.edition().plans().stream()
                .collect(Collectors.toMap(
                        Destinations.Plan::name, plan -> plan.settings().ambiguousWait()));
    }

    @Override
    public Future<?> stop() {
        backends.close();
        return closing.run();
    }
}
