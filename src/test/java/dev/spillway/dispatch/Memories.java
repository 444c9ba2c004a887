package dev.spillway.dispatch;

import dev.spillway.inbox.Inbox;
import dev.spillway.inbox.Watermarks;
import dev.spillway.ledger.LedgerFeed;
import dev.spillway.ledger.OldEvents;
import dev.spillway.ledger.SeenEvents;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.support.Diets;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;

/** What dispatch is given in tests: a memory in memory, leases that are quick. */
final class Memories {
    private static final Duration OLD = Duration.ofHours(47);
    private static final Clock CLOCK = Clock.systemUTC();

    private final Map<String, SeenEvents.Standing> seen = new ConcurrentHashMap<>();
    private volatile IntPredicate rolledBack = shard -> false;

    void rolledBack(boolean now) {
        rolledBack = shard -> now;
    }

    void saw(String event, String entry) {
        seen.put(event, new SeenEvents.Standing(entry, true));
    }

    Dispatcher.Memory of(RedisLink redis, Keyspace keys, Inbox moves) {
        SeenEvents claims = asked -> Future.succeededFuture(asked.stream()
                .map(claim -> {
                    var mine = new SeenEvents.Standing(claim.entryId(), false);
                    var before = seen.putIfAbsent(claim.event().value(), mine);
                    return before == null ? mine : before;
                })
                .toList());
        var old = new OldEvents(new LedgerFeed(redis, keys), claims, shard -> rolledBack.test(shard), OLD, CLOCK);
        return new Dispatcher.Memory(
                OLD,
                old,
                shard -> Future.succeededFuture(),
                new Watermarks(keys.shards()),
                () -> true,
                Diets.none(),
                moves,
                joined -> Future.succeededFuture());
    }

    static LeaseSettings lease() {
        return new LeaseSettings(
                Duration.ofMillis(900), Duration.ofMillis(200), Duration.ofMillis(500), Duration.ofMillis(500));
    }

    static LeasedOwner owner(Vertx vertx, RedisLink redis, Keyspace keys, String name) {
        var node = Node.starting(name, CLOCK.instant());
        return new LeasedOwner(
                new LeasedOwner.Parts(vertx, redis, keys, node, () -> "", CLOCK),
                lease(),
                Duration.ofSeconds(2),
                new LeaseMetrics(new SimpleMeterRegistry()));
    }
}
