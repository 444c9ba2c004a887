package dev.spillway.inbox;

import dev.spillway.event.Event;
import dev.spillway.postgres.Postgres;
import dev.spillway.postgres.PostgresSettings;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.RedisSettings;
import dev.spillway.sandbox.LocalPostgres;
import dev.spillway.sandbox.LocalRedis;
import dev.spillway.support.Events;
import dev.spillway.support.Loop;
import dev.spillway.support.TestStores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;

/** The door's inbox between a real Redis and a database of its own. Blocks: for tests. */
final class InboxRig implements AutoCloseable {
    static final int SHARDS = 8;
    private static final InboxSettings SETTINGS =
            new InboxSettings(SHARDS, 512, 1 << 20, 2, 50_000, Duration.ofHours(47));

    final Loop loop = new Loop();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final RedisTime time = new RedisTime(Clock.systemUTC(), SHARDS);
    final RedisSettings settings;
    final Keyspace keys;
    final RedisLink link;
    final RedisInbox redis;
    final PostgresOverflow overflow;
    final SafeInbox inbox;
    private final LocalRedis server;

    /**
     * Makes one.
     *
     * @param timeout what Redis and Postgres may take for an answer: a busy machine is no outage
     */
    InboxRig(LocalRedis server, String postgresUrl, Duration timeout) {
        this(server, postgresUrl, timeout, 1);
    }

    /** @param patienceMax under strain Redis may take so many times as long */
    InboxRig(LocalRedis server, String postgresUrl, Duration timeout, int patienceMax) {
        this.server = server;
        this.settings = TestStores.settings(server);
        this.keys = new Keyspace(settings.keyPrefix(), SHARDS);
        this.link = loop.link(settings);
        var parts = new AcceptParts(
                keys, SETTINGS, new InboxMetrics(registry), timeout, patienceMax, time, new Watermarks(SHARDS));
        this.redis = loop.call(() -> Future.succeededFuture(new RedisInbox(loop.vertx(), link, parts)));
        var overflowParts = new OverflowParts(
                postgres(postgresUrl), overflowSettings(timeout), time, new OverflowMetrics(registry));
        this.overflow = PostgresOverflow.start(loop.vertx(), overflowParts);
        this.inbox = new SafeInbox(redis, overflow, () -> true);
    }

    static PostgresSettings postgres(String url) {
        return new PostgresSettings(url, 2, Duration.ofSeconds(2), Duration.ofSeconds(5), 1000);
    }

    private static OverflowSettings overflowSettings(Duration timeout) {
        return new OverflowSettings(
                timeout, 1, timeout, Duration.ofMillis(20), 512, 1 << 20, 20_000, 64 << 20, 4, Duration.ofMillis(100));
    }

    /** A database nobody else uses. */
    static String database(LocalPostgres postgres) {
        var name = "t" + UUID.randomUUID().toString().substring(0, 8);
        try (var loop = new Loop()) {
            var admin = Postgres.open(loop.vertx(), postgres(postgres.url()));
            loop.call(() -> admin.query("create database " + name).execute());
        }
        return postgres.url().replaceFirst("/postgres$", "/" + name);
    }

    /** Waits until both stores take events. */
    InboxRig ready() {
        Awaitility.await().until(() -> overflow.isUp() && link.up());
        Awaitility.await().ignoreExceptions().untilAsserted(this::rows);
        return this;
    }

    /** Receipts, or the failure. */
    Future<List<Receipt>> sent(Inbox to, List<Event> events) {
        var promise = Promise.<List<Receipt>>promise();
        loop.call(() -> {
            to.accept(events).onComplete(promise);
            return Future.succeededFuture();
        });
        return promise.future();
    }

    List<Receipt> accept(Inbox to, Event... events) {
        return loop.call(() -> to.accept(List.of(events)));
    }

    static Event event(String key) {
        return Events.message(key, "52155501" + (10_000 + Math.floorMod(key.hashCode(), 10_000)), SHARDS);
    }

    static Event event(String key, String phone) {
        return Events.message(key, phone, SHARDS);
    }

    /** All rows, by shard in order. */
    List<OverflowRow> rows() {
        var rows = new ArrayList<OverflowRow>();
        for (var shard = 0; shard < SHARDS; shard++) {
            var each = shard;
            rows.addAll(loop.call(() -> overflow.read(List.of(each), List.of(), 100_000)));
        }
        return rows;
    }

    /** Takes the rows over as an owner does: whoever has a mark is in Redis already. */
    void adopt() {
        for (var rows = rows(); !rows.isEmpty(); rows = rows()) {
            var taken = rows;
            for (var row : rows) {
                var event = EventCodec.decode(row.shard(), row.stored().bytes());
                if (accept(redis, event).contains(Receipt.FAILED)) throw new AssertionError("not adopted");
            }
            loop.call(() -> overflow.remove(taken));
        }
    }

    /** How often each event stands in the streams. */
    Map<String, Integer> streams() {
        var times = new HashMap<String, Integer>();
        for (var shard = 0; shard < SHARDS; shard++) {
            for (var event : stream(shard)) times.merge(event.id().value(), 1, Integer::sum);
        }
        return times;
    }

    List<Event> stream(int shard) {
        var range = Request.cmd(Command.XRANGE)
                .arg(keys.ofShard(shard, "inbox"))
                .arg("-")
                .arg("+");
        var events = new ArrayList<Event>();
        for (var entry : loop.call(() -> link.send(range))) {
            events.add(EventCodec.decode(shard, entry.get(1).get(1).toBytes()));
        }
        return events;
    }

    double count(String name, String result) {
        return registry.get(name).tag("result", result).counter().count();
    }

    void signal(String name) throws IOException, InterruptedException {
        var pid = String.valueOf(server.pid());
        if (new ProcessBuilder("kill", "-" + name, pid).start().waitFor() != 0) throw new AssertionError(name);
    }

    @Override
    public void close() {
        loop.close();
    }
}
