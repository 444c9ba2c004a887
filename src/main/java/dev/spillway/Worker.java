package dev.spillway;

import dev.spillway.dispatch.Bell;
import dev.spillway.dispatch.Nodes;
import dev.spillway.dispatch.NodesAnswer;
import dev.spillway.dispatch.ShardOwnership;
import dev.spillway.event.GatewayException;
import dev.spillway.inbox.RedisInbox;
import dev.spillway.inbox.RollbackWatch;
import dev.spillway.json.Thinking;
import dev.spillway.ledger.LedgerDiet;
import dev.spillway.outbound.BackendDesk;
import dev.spillway.outbound.Destinations;
import dev.spillway.redis.RedisRules;
import dev.spillway.redis.RedisWatch;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The work loop of a node: what the dispatcher, the lanes and the destinations of its shards share is made here, on the one
 * event loop that owns them.
 */
final class Worker extends VerticleBase {
    private static final Duration REDIS_AT_START_MAX = Duration.ofSeconds(5);

    /** How old what others are told of the shards may be. */
    private static final long LOOK_MS = 200;

    private final Shared shared;
    private final EditionFlows flowsOf;
    private final Runnable called;
    private final Closing closing = new Closing();
    private final FarDesk backends = new FarDesk();
    private volatile List<Integer> shards = List.of();
    private volatile Edition edition;
    private volatile @Nullable RedisWatch watch;
    private volatile @Nullable Running running;

    /** What is there once all of it is made. */
    private record Running(
            RollbackWatch rolledBack, Nodes nodes, ShardOwnership ownership, Bell bell, Consumer<Edition> renewal) {}

    /** @param called another node asks all to read their files anew; called on the work loop */
    Worker(Shared shared, Runnable called) {
        this.shared = shared;
        this.flowsOf = new EditionFlows(shared);
        this.edition = shared.setup().edition();
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
        var now = running;
        return now == null ? "up" : now.rolledBack.state();
    }

    /** Who owns what. Callable from any event loop. */
    Future<NodesAnswer> nodes() {
        var now = running;
        return now == null ? Future.failedFuture(starting()) : now.nodes.find();
    }

    /** How destinations are. Usable from any event loop. */
    BackendDesk backends() {
        return backends;
    }

    /** Begins to give the shards to other nodes. Callable from any thread. */
    void handOver() {
        var now = running;
        if (now != null) context.runOnContext(turn -> now.ownership.stop().onFailure(impossible -> {}));
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
        var now = running;
        if (now == null) return Future.failedFuture(starting());
        var done = Promise.<Void>promise();
        context.runOnContext(turn -> Future.succeededFuture(next)
                .map(it -> {
                    now.renewal.accept(it);
                    return (Void) null;
                })
                .onComplete(done));
        return done.future();
    }

    /** Asks the other nodes to read their files anew. Callable from any thread. */
    void callOthers() {
        var now = running;
        if (now != null) context.runOnContext(turn -> now.bell.ring());
    }

    private static GatewayException starting() {
        return new GatewayException(GatewayException.Kind.UNAVAILABLE, "this node is starting");
    }

    @Override
    public Future<?> start() {
        var loop = WorkLoop.open(vertx, shared, this::edition, closing);
        var config = loop.config();
        var rules = new RedisRules(
                config.redis().acknowledge(), loop.keys(), config.inbox().shards());
        var started = RedisWatch.start(vertx, loop.redis(), rules);
        watch = started;
        return started.firstLook(REDIS_AT_START_MAX).onSuccess(looked -> run(loop));
    }

    private void run(WorkLoop loop) {
        var ours = new ShardParts(loop);
        var ownership = ours.ownership();
        var diet = new LedgerDiet(shared.ledgerMetrics());
        var memory = new MemoryParts(loop);
        var moves = new RedisInbox(vertx, loop.redis(), Inboxes.parts(shared));
        var people = new PeopleParts(loop, moves, memory.rolledBack());
        var out = new OutboundParts(loop, ours.leases(), people.errands());
        var lanes = out.lanes(ownership, diet, people.gatekeeping().destinations());
        var flows = flows(out.destinations(), people);
        var numbers = out.numbers();
        var around = people.around(flows, numbers, (sender, why) -> lanes.wake(ownership.owned(), sender, why));
        var ofEvents = memory.ofEvents(this::redisKeepsPromises, diet, moves, people.consent());
        var dispatcher = ours.dispatcher(around, lanes, ofEvents);
        closing.push("outbound", out.destinations()::stop);
        closing.push("dispatch", dispatcher::stop);
        closing.push("ownership", ownership::stop);
        backends.open(vertx, context, out.desk());
        numbers.start();
        out.pump(lanes, memory.ofDeliveries(), people.gatekeeping(), ownership::owned);
        running = new Running(
                memory.rolledBack(),
                ours.nodes(),
                ownership,
                Bell.hang(vertx, loop.redis(), loop.keys(), "reload", called),
                next -> become(next, out.destinations(), flows));
        vertx.setPeriodic(LOOK_MS, tick -> shards = ownership.owned());
        dispatcher.start();
    }

    private CurrentFlows flows(Destinations destinations, PeopleParts people) {
        var thinking = Thinking.of(vertx);
        return new CurrentFlows(of -> flowsOf.with(of, destinations, thinking, people.consent()::known), edition);
    }

    /** Destinations first: what the new flows ask is there when they begin. */
    private void become(Edition next, Destinations destinations, CurrentFlows flows) {
        destinations.renew(next.plans());
        flows.become(next);
        shared.setup().templates().use(next.templates());
        edition = next;
    }

    @Override
    public Future<?> stop() {
        backends.close();
        return closing.run();
    }
}
