package dev.spillway;

import dev.spillway.dispatch.DispatchMetrics;
import dev.spillway.dispatch.Dispatcher;
import dev.spillway.dispatch.ShardOwnership;
import dev.spillway.dispatch.SoleOwner;
import dev.spillway.flow.FlowEngine;
import dev.spillway.flow.FlowMetrics;
import dev.spillway.flow.FlowParts;
import dev.spillway.inbox.InboxReader;
import dev.spillway.inbox.Overflow;
import dev.spillway.inbox.OverflowRow;
import dev.spillway.lane.DeliveryCodec;
import dev.spillway.lane.LaneMetrics;
import dev.spillway.lane.RedisLanes;
import dev.spillway.limit.RedisBuckets;
import dev.spillway.outbound.Destinations;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.RedisRules;
import dev.spillway.redis.RedisWatch;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The work loop of a node: what the dispatcher, the lanes and the destinations of its shards share is made here, on the one
 * event loop that owns them.
 */
final class Worker extends VerticleBase {
    private static final Duration REDIS_AT_START_MAX = Duration.ofSeconds(5);

    private final Setup setup;
    private final MeterRegistry registry;
    private final Clock clock;
    private final Keyspace keys;
    private final Closing closing = new Closing();
    private volatile List<Integer> shards = List.of();
    private volatile @Nullable RedisWatch watch;

    Worker(Setup setup, MeterRegistry registry, Clock clock) {
        this.setup = setup;
        this.registry = registry;
        this.clock = clock;
        this.keys = setup.config().keyspace();
    }

    /** The shards this node owns. Callable from any thread. */
    List<Integer> shards() {
        return shards;
    }

    /** {@code up}, or what is wrong with Redis. Callable from any thread. */
    String redisState() {
        var now = watch;
        return now == null ? "starting" : now.state();
    }

    /** Whether what Redis takes is safe there. Callable from any thread. */
    boolean redisKeepsPromises() {
        var now = watch;
        return now != null && now.keepsPromises();
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
        var ownership = new SoleOwner(
                vertx, redis, keys, config.inbox().shards(), UUID.randomUUID().toString());
        var lanes = new RedisLanes(vertx, redis, keys, ownership, ambiguousWaits());
        var destinations = new Destinations(
                vertx, clock, new RedisBuckets(redis, keys), registry, config.outbound(), setup.plans());
        var dispatcher = new Dispatcher(
                new Dispatcher.Parts(
                        vertx,
                        redis,
                        new InboxReader(link("inbox-read"), keys),
                        overflow(),
                        keys,
                        ownership,
                        flows(destinations),
                        lanes,
                        config.inbox().oldAge(),
                        clock),
                config.dispatch(),
                new DispatchMetrics(registry));
        closing.push("ownership", ownership::stop);
        closing.push("outbound", destinations::stop);
        closing.push("dispatch", dispatcher::stop);
        destinations.pump(lanes, delivery -> DeliveryCodec.encode(delivery).text());
        new LaneMetrics(registry, redis, keys, ownership::owned).start(vertx);
        watch(ownership);
        dispatcher.start();
    }

    /** Nothing overflows yet. */
    private static Overflow overflow() {
        return new Overflow() {
            @Override
            public Future<Set<Integer>> waiting(Collection<Integer> shards) {
                return Future.succeededFuture(Set.of());
            }

            @Override
            public Future<List<OverflowRow>> read(int shard, Collection<Long> except, int max) {
                return Future.succeededFuture(List.of());
            }

            @Override
            public Future<Void> remove(List<OverflowRow> rows) {
                return Future.succeededFuture();
            }
        };
    }

    private void watch(ShardOwnership ownership) {
        vertx.setPeriodic(200, tick -> shards = ownership.owned());
    }

    private FlowEngine flows(Destinations destinations) {
        var senders = setup.config().sendersByChannel();
        return new FlowEngine(new FlowParts(
                setup.book(),
                destinations::lookup,
                channel -> Optional.ofNullable(senders.get(channel)),
                new CloudWords(setup.errors()),
                setup.config().inbox().shards(),
                clock,
                setup.config().flow().settings(),
                new FlowMetrics(registry)));
    }

    private Map<String, Duration> ambiguousWaits() {
        return setup.plans().stream()
                .collect(Collectors.toMap(
                        Destinations.Plan::name, plan -> plan.settings().ambiguousWait()));
    }

    @Override
    public Future<?> stop() {
        return closing.run();
    }
}
