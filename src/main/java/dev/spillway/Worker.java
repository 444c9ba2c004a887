package dev.spillway;

import dev.spillway.api.PostedFlows;
import dev.spillway.consent.ConsentRoom;
import dev.spillway.dispatch.Bell;
import dev.spillway.dispatch.DispatchMetrics;
import dev.spillway.dispatch.Dispatcher;
import dev.spillway.dispatch.LeaseMetrics;
import dev.spillway.dispatch.LeasedOwner;
import dev.spillway.dispatch.Nodes;
import dev.spillway.dispatch.NodesAnswer;
import dev.spillway.dispatch.ShardOwnership;
import dev.spillway.event.GatewayException;
import dev.spillway.gate.Permit;
import dev.spillway.gate.TemplateName;
import dev.spillway.inbox.Inbox;
import dev.spillway.inbox.InboxReader;
import dev.spillway.inbox.RedisInbox;
import dev.spillway.inbox.RollbackMetrics;
import dev.spillway.inbox.RollbackWatch;
import dev.spillway.json.Thinking;
import dev.spillway.lane.DeliveryCodec;
import dev.spillway.lane.LaneDepths;
import dev.spillway.lane.LaneMetrics;
import dev.spillway.lane.RedisLanes;
import dev.spillway.ledger.LedgerDiet;
import dev.spillway.ledger.LedgerFeed;
import dev.spillway.ledger.MemoryMetrics;
import dev.spillway.ledger.OldEvents;
import dev.spillway.ledger.PostgresPast;
import dev.spillway.ledger.PostgresSeen;
import dev.spillway.limit.Beats;
import dev.spillway.limit.FallbackBeats;
import dev.spillway.limit.FallbackLimits;
import dev.spillway.limit.RedisBeats;
import dev.spillway.limit.RedisLimits;
import dev.spillway.outbound.BackendDesk;
import dev.spillway.outbound.Destinations;
import dev.spillway.outbound.Errands;
import dev.spillway.outbound.Precheck;
import dev.spillway.outbound.RedisBoard;
import dev.spillway.outbound.RedisLogins;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.RedisRules;
import dev.spillway.redis.RedisWatch;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
    private final EditionFlows flowsOf;
    private final Runnable called;
    private final Closing closing = new Closing();
    private final FarDesk backends = new FarDesk();
    private volatile List<Integer> shards = List.of();
    private volatile @Nullable RedisWatch watch;
    private volatile @Nullable RollbackWatch rollbacks;
    private volatile @Nullable Nodes nodes;
    private volatile @Nullable Runnable handOver;
    private volatile Edition edition;
    private volatile @Nullable Consumer<Edition> renewal;
    private volatile @Nullable Bell bell;

    /** @param called another node asks all to read their files anew; called on the work loop */
    Worker(Shared shared, Runnable called) {
        this.shared = shared;
        this.setup = shared.setup();
        this.registry = shared.registry();
        this.keys = setup.config().keyspace();
        this.memoryMetrics = new MemoryMetrics(registry);
        this.flowsOf = new EditionFlows(shared);
        this.edition = setup.edition();
        this.called = called;
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
        return now == null ? Future.failedFuture(starting()) : now.find();
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

    /** What the node works with. Callable from any thread. */
    Edition edition() {
        return edition;
    }

    /**
     * Works with another edition from now on. What is under way ends as it began. Callable from any thread.
     *
     * @return completes when it does; fails with {@code UNAVAILABLE} while the node starts
     */
    Future<Void> renew(Edition next) {
        var now = renewal;
        if (now == null) return Future.failedFuture(starting());
        var done = Promise.<Void>promise();
        context.runOnContext(turn -> Future.succeededFuture(next)
                .map(it -> {
                    now.accept(it);
                    return (Void) null;
                })
                .onComplete(done));
        return done.future();
    }

    /** Asks the other nodes to read their files anew. Callable from any thread. */
    void callOthers() {
        var now = bell;
        if (now != null) context.runOnContext(turn -> now.ring());
    }

    private static GatewayException starting() {
        return new GatewayException(GatewayException.Kind.UNAVAILABLE, "this node is starting");
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
                new LeasedOwner.Parts(vertx, redis, keys, shared.node(), () -> edition.version(), shared.clock()),
                config.dispatch().lease(),
                config.dispatch().stopGrace(),
                leases);
        var diet = new LedgerDiet(shared.ledgerMetrics());
        var senders = new SenderParts(vertx, shared, redis, () -> edition.gates(), closing);
        var gatekeeping = senders.gatekeeping();
        var lanes =
                new RedisLanes(vertx, redis, keys, ownership, this::ambiguousWaits, diet, gatekeeping.destinations());
        var rolledBack = rollbacks(redis);
        var beats = beats(redis, leases);
        var destinations = destinations(redis, leases, beats, senders.errands());
        var thinking = Thinking.of(vertx);
        var moves = new RedisInbox(vertx, redis, Inboxes.parts(shared));
        var allowed = new ConsentParts(vertx, shared, redis, moves, rolledBack);
        var consent = allowed.room();
        var flows = new CurrentFlows(flowsOf.with(edition, destinations, thinking, consent::known));
        var remembering = allowed.beside(flows, () -> edition.optOuts().byWhatsapp());
        var numbers = new Numbers(vertx, beats, destinations, shared.clock(), config.senders());
        Consumer<TemplateName> free = template -> gatekeeping
                .destinations()
                .forEach(sender -> lanes.wake(ownership.owned(), sender, Permit.Postpone.queue(template)));
        var dispatcher = new Dispatcher(
                new Dispatcher.Parts(
                        vertx,
                        redis,
                        new InboxReader(link("inbox-read"), keys),
                        shared.overflow(),
                        keys,
                        ownership,
                        new PostedFlows(numbers.before(senders.beside(remembering, free)), shared.clock()),
                        lanes,
                        memory(redis, rolledBack, diet, moves, consent),
                        registry,
                        shared.promptness()::medianNanos,
                        shared.clock()),
                config.dispatch(),
                new DispatchMetrics(registry));
        closing.push("outbound", destinations::stop);
        var depths = new LaneDepths(redis, keys);
        backends.open(vertx, context, destinations.desk(depths::byDestination));
        closing.push("dispatch", dispatcher::stop);
        closing.push("ownership", ownership::stop);
        numbers.start();
        destinations.pump(lanes, delivery -> DeliveryCodec.encode(delivery).text(), past(rolledBack), gatekeeping);
        new LaneMetrics(registry, depths, ownership::owned).start(vertx);
        nodes = new Nodes(vertx, redis, keys, shared.node());
        renewal = next -> {
            // Destinations first: what the new flows ask is there when they begin.
            destinations.renew(next.plans());
            flows.become(flowsOf.with(next, destinations, thinking, consent::known));
            setup.templates().use(next.templates());
            edition = next;
        };
        bell = Bell.hang(vertx, redis, keys, "reload", called);
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

    private Beats beats(RedisLink redis, LeaseMetrics leases) {
        var shared = new RedisBeats(redis, keys);
        return new FallbackBeats(vertx, shared, setup.config().limit(), leases::live, registry);
    }

    private Destinations destinations(RedisLink redis, LeaseMetrics leases, Beats beats, Errands errands) {
        var config = setup.config();
        var limits = new FallbackLimits(
                vertx, new RedisLimits(redis, keys, registry), config.limit(), leases::live, registry);
        var all = new Destinations.Shared(
                limits, beats, new RedisLogins(redis, keys), new RedisBoard(redis, keys), errands);
        var node = new Destinations.Node(shared.node().id(), shared.node().name());
        return new Destinations(vertx, shared.clock(), all, node, registry, config.outbound(), edition.plans());
    }

    private Dispatcher.Memory memory(
            RedisLink redis, RollbackWatch rolledBack, LedgerDiet diet, Inbox moves, ConsentRoom consent) {
        var oldAge = setup.config().inbox().oldAge();
        var seen = new PostgresSeen(vertx, shared.pool(), MEMORY_TIMEOUT, shared.clock(), memoryMetrics);
        return new Dispatcher.Memory(
                oldAge,
                new OldEvents(new LedgerFeed(redis, keys), seen, rolledBack::isRolledBack, oldAge, shared.clock()),
                shard -> rolledBack.check(shard).compose(checked -> consent.look(shard)),
                shared.watermarks(),
                this::redisKeepsPromises,
                diet,
                moves,
                consent::joined);
    }

    private Precheck past(RollbackWatch rolledBack) {
        return new PastCheck(rolledBack, new PostgresPast(vertx, shared.pool(), MEMORY_TIMEOUT, memoryMetrics));
    }

    private void watch(ShardOwnership ownership) {
        vertx.setPeriodic(200, tick -> shards = ownership.owned());
    }

    private Map<String, Duration> ambiguousWaits() {
        return edition.plans().stream()
                .collect(Collectors.toMap(
                        Destinations.Plan::name, plan -> plan.settings().ambiguousWait()));
    }

    @Override
    public Future<?> stop() {
        backends.close();
        return closing.run();
    }
}
