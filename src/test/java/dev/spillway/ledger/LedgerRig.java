package dev.spillway.ledger;

import dev.spillway.event.EventId;
import dev.spillway.postgres.Postgres;
import dev.spillway.postgres.PostgresSettings;
import dev.spillway.postgres.Schema;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.RedisSettings;
import dev.spillway.sandbox.LocalPostgres;
import dev.spillway.sandbox.LocalRedis;
import dev.spillway.support.TestStores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** A ledger between a real Redis and a database of its own. Blocks: for tests. */
final class LedgerRig implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-07-30T12:00:00Z");
    private static final int SHARDS = 4;

    final Vertx vertx = Vertx.vertx();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final LedgerSettings settings;
    final LedgerMetrics metrics;
    final PostgresSettings postgres;
    final Pool pool;
    private final RedisSettings redis;
    private final RedisLink link;
    private String deployment = "";

    LedgerRig(LocalPostgres server) {
        this(server, TestStores.redis());
    }

    LedgerRig(LocalPostgres server, LocalRedis store) {
        settings = settings(2000);
        metrics = new LedgerMetrics(registry, settings);
        redis = TestStores.settings(store);
        postgres = database(server);
        pool = Postgres.open(vertx, postgres);
        link = RedisLink.open(vertx, redis, "test");
        Awaitility.await().until(link::up);
    }

    static LedgerSettings settings(int batchMax) {
        return new LedgerSettings(
                batchMax,
                Duration.ofMillis(10),
                Duration.ofSeconds(5),
                Duration.ofMillis(300),
                1L << 30,
                Duration.ofMillis(100),
                90,
                10);
    }

    private PostgresSettings database(LocalPostgres server) {
        var name = "t" + UUID.randomUUID().toString().substring(0, 8);
        var admin = Postgres.open(vertx, settings(server.url()));
        await(admin.query("create database " + name).execute());
        await(admin.close());
        return settings(server.url().replaceFirst("/postgres$", "/" + name));
    }

    static PostgresSettings settings(String url) {
        return new PostgresSettings(url, 2, Duration.ofSeconds(2), Duration.ofSeconds(5), 100);
    }

    /** Starts the ledger; it may be stopped and started again. */
    LedgerRig start() {
        var shards = IntStream.range(0, SHARDS).boxed().toList();
        var stores = new Stores(redis, new Keyspace(redis.keyPrefix(), 64), postgres);
        var clock = Clock.fixed(NOW, ZoneOffset.UTC);
        deployment = await(vertx.deployVerticle(new LedgerVerticle(stores, settings, metrics, () -> shards, clock)));
        return this;
    }

    LedgerRig migrated() {
        await(Schema.migrate(vertx, postgres));
        return this;
    }

    void stop() {
        await(vertx.undeploy(deployment));
        deployment = "";
    }

    void append(int shard, LedgerEntry... entries) {
        append(shard, LedgerCodec.encode(List.of(entries)).bytes());
    }

    void append(int shard, byte[] bytes) {
        await(link.send(Request.cmd(Command.XADD)
                .arg(key(shard))
                .arg("*")
                .arg("r")
                .arg(io.vertx.core.buffer.Buffer.buffer(bytes))));
    }

    String key(int shard) {
        return new Keyspace(redis.keyPrefix(), 64).ofShard(shard, "ledger");
    }

    LedgerFeed feed() {
        return new LedgerFeed(link, new Keyspace(redis.keyPrefix(), 64));
    }

    void redis(Command command, Object... args) {
        var request = Request.cmd(command);
        for (var arg : args) request.arg(String.valueOf(arg));
        await(link.send(request));
    }

    long length(int shard) {
        return await(link.send(Request.cmd(Command.XLEN).arg(key(shard)))).toLong();
    }

    /** Waits until nothing is left in Redis. */
    void drained() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(12))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> IntStream.range(0, SHARDS).mapToLong(this::length).sum() == 0);
    }

    void run(String sql) {
        await(pool.query(sql).execute());
    }

    long count(String table) {
        return number("select count(*) from " + table);
    }

    long number(String sql) {
        return await(pool.query(sql).execute()).iterator().next().getLong(0);
    }

    String text(String sql) {
        return String.valueOf(await(pool.query(sql).execute()).iterator().next().getValue(0));
    }

    double metric(String name, String... tags) {
        return registry.get(name).tags(tags).meter().measure().iterator().next().getValue();
    }

    static EventId event(int number) {
        return new EventId(String.format("%032x", number));
    }

    static LedgerEntry.Row row(int event, String step, LedgerEntry.Kind kind) {
        var at = NOW.plusMillis(KindName.rank(KindName.of(kind)));
        return new LedgerEntry.Row(event(event), NOW, step, kind, at, "p:525512345678", "", "", "", Map.of("n", event));
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(15, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("no answer in 15 s", e);
        }
    }

    @Override
    public void close() {
        if (!deployment.isEmpty()) stop();
        await(vertx.close());
    }
}
