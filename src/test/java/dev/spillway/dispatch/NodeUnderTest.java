package dev.spillway.dispatch;

import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.RedisSettings;
import dev.spillway.support.Loop;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** A node that only owns: an owner on a loop and a link of its own. Notes what it hears. */
final class NodeUnderTest implements AutoCloseable, ShardOwnership.Listener {
    static final LeaseSettings SETTINGS = new LeaseSettings(
            Duration.ofSeconds(3), Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(2));
    private static final Duration STOP_GRACE = Duration.ofSeconds(3);

    private final Loop loop = new Loop();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<Integer> gained = new CopyOnWriteArrayList<>();
    private final List<Integer> lost = new CopyOnWriteArrayList<>();
    private final Promise<Void> idle = Promise.promise();
    private final Promise<Void> returned = Promise.promise();
    private final Node node;
    private final RedisLink link;
    private final LeasedOwner owner;
    private final Nodes nodes;

    private NodeUnderTest(String name, RedisSettings settings, Keyspace keys, boolean busy) {
        node = Node.starting(name, Clock.systemUTC().instant());
        if (!busy) ends();
        link = loop.link(settings);
        var parts = new LeasedOwner.Parts(loop.vertx(), link, keys, node, () -> "", Clock.systemUTC());
        owner = here(() -> new LeasedOwner(parts, SETTINGS, STOP_GRACE, new LeaseMetrics(registry)));
        nodes = here(() -> new Nodes(loop.vertx(), link, keys, node));
        loop.call(() -> {
            owner.start(this);
            return Future.succeededFuture();
        });
    }

    static NodeUnderTest start(String name, RedisSettings settings, Keyspace keys) {
        return new NodeUnderTest(name, settings, keys, false);
    }

    /** One that has something in flight for each shard until told otherwise. */
    static NodeUnderTest startBusy(String name, RedisSettings settings, Keyspace keys) {
        return new NodeUnderTest(name, settings, keys, true);
    }

    private <T> T here(java.util.function.Supplier<T> action) {
        return loop.call(() -> Future.succeededFuture(action.get()));
    }

    @Override
    public void gained(int shard) {
        gained.add(shard);
    }

    @Override
    public Future<Void> closing(int shard) {
        return idle.future();
    }

    @Override
    public Future<Void> holdBack(int shard) {
        return returned.future();
    }

    @Override
    public void lost(int shard) {
        lost.add(shard);
    }

    void ends() {
        idle.complete();
        returned.tryComplete();
    }

    /** What is out has ended; something else is still in flight. */
    void returns() {
        returned.complete();
    }

    Node node() {
        return node;
    }

    List<Integer> gained() {
        return gained;
    }

    List<Integer> lost() {
        return lost;
    }

    List<Integer> owned() {
        return here(owner::owned);
    }

    List<Integer> held(int shards) {
        return here(() -> IntStream.range(0, shards).filter(owner::held).boxed().toList());
    }

    Map<Integer, String> tokens() {
        return here(() -> {
            var tokens = new HashMap<Integer, String>();
            for (var shard : owner.owned()) tokens.put(shard, owner.token(shard).orElseThrow());
            return tokens;
        });
    }

    Optional<String> token(int shard) {
        return here(() -> owner.token(shard));
    }

    NodesAnswer nodes() {
        return loop.call(nodes::find);
    }

    Future<Void> stopping() {
        return here(owner::stop);
    }

    void stop() {
        loop.call(owner::stop);
    }

    void doubted(int shard) {
        loop.call(() -> {
            owner.doubted(shard);
            return Future.succeededFuture();
        });
    }

    /** Stands still for so long, and answers what it held when it woke. */
    List<Integer> pause(Duration time, int shards) {
        return here(() -> {
            sleep(time);
            return IntStream.range(0, shards).filter(owner::held).boxed().toList();
        });
    }

    private static void sleep(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Is gone for the others, at once and without a word. */
    void crash() {
        loop.call(link::close);
    }

    double changes(String change) {
        return registry.get("gateway.dispatch.lease.changes")
                .tag("change", change)
                .counter()
                .count();
    }

    double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    double cutOff() {
        return registry.get("gateway.dispatch.lease.calls.cut.off").counter().count();
    }

    double refused() {
        return registry.get("gateway.dispatch.late.writes.refused").counter().count();
    }

    @Override
    public void close() {
        loop.close();
    }
}
