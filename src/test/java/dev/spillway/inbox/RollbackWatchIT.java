package dev.spillway.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.Event;
import dev.spillway.postgres.Postgres;
import dev.spillway.postgres.PostgresSettings;
import dev.spillway.postgres.Schema;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.RedisSettings;
import dev.spillway.sandbox.LocalRedis;
import dev.spillway.support.Events;
import dev.spillway.support.Loop;
import dev.spillway.support.TestStores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Each test has a Redis and a database of its own, and may empty them. */
class RollbackWatchIT {
    private static final int SHARDS = 8;
    private static final InboxSettings SETTINGS =
            new InboxSettings(SHARDS, 512, 1 << 20, 2, 10_000, Duration.ofHours(47));

    @TempDir(cleanup = CleanupMode.NEVER)
    Path directory;

    private final Loop loop = new Loop();
    private LocalRedis server;
    private RedisSettings settings;
    private Keyspace keys;
    private RedisLink redis;
    private RedisInbox inbox;
    private PostgresSettings postgres;
    private Pool pool;

    @BeforeEach
    void open() throws IOException {
        server = LocalRedis.start(directory);
        settings = TestStores.settings(server);
        keys = new Keyspace(settings.keyPrefix(), SHARDS);
        redis = loop.link(settings);
        inbox = loop.call(() -> Future.succeededFuture(
                new RedisInbox(loop.vertx(), redis, keys, SETTINGS, new InboxMetrics(new SimpleMeterRegistry()))));
        postgres = database();
        pool = Postgres.open(loop.vertx(), postgres);
        loop.call(() -> Schema.migrate(loop.vertx(), postgres));
    }

    private PostgresSettings database() {
        var name = "t" + UUID.randomUUID().toString().substring(0, 8);
        var url = TestStores.postgres().url();
        var admin = Postgres.open(loop.vertx(), settings(url));
        loop.call(() -> admin.query("create database " + name).execute());
        return settings(url.replaceFirst("/postgres$", "/" + name));
    }

    private static PostgresSettings settings(String url) {
        return new PostgresSettings(url, 2, Duration.ofSeconds(2), Duration.ofSeconds(5), 100);
    }

    @AfterEach
    void close() {
        loop.close();
        server.close();
    }

    /** A node with a memory of its own. */
    private final class Node {
        private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
        private final Watermarks watermarks = new Watermarks(SHARDS);
        private final RollbackWatch watch;

        Node() {
            this(pool);
        }

        Node(Pool database) {
            var parts = new RollbackWatch.Parts(loop.vertx(), redis, keys, watermarks, database, Clock.systemUTC());
            watch = loop.call(() -> Future.succeededFuture(RollbackWatch.start(parts, new RollbackMetrics(registry))));
        }

        void check() {
            loop.call(() ->
                    Future.all(IntStream.range(0, SHARDS).mapToObj(watch::check).toList()));
        }

        long rolledBack() {
            check();
            return IntStream.range(0, SHARDS).filter(watch::isRolledBack).count();
        }

        /** Reads the inbox from its beginning, as an owner does. */
        void reads(Event event) {
            var range = Request.cmd(Command.XRANGE)
                    .arg(keys.ofShard(event.shard(), "inbox"))
                    .arg("-")
                    .arg("+");
            for (var entry : redis(range)) watermarks.read(entry.get(0).toString(), event);
        }

        void saves() {
            loop.call(watch::stop);
        }
    }

    private Response redis(Request request) {
        return loop.call(() -> redis.send(request));
    }

    private Event accepted(String key) {
        var event = Events.message(key, "5215550104321", SHARDS);
        assertThat(loop.call(() -> inbox.accept(List.of(event)))).containsExactly(Receipt.ACCEPTED);
        return event;
    }

    private void flush() {
        redis(Request.cmd(Command.FLUSHALL));
    }

    /** The append-only files of now. */
    private void restartWith(Path kept) throws IOException {
        server.kill();
        Awaitility.await().until(() -> !loop.call(() -> Future.succeededFuture(redis.up())));
        copy(kept, directory);
        server.restart();
        Awaitility.await().until(() -> loop.call(() -> Future.succeededFuture(redis.up())));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (!file.toString().contains("aof")) continue;
                var target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.write(target, Files.readAllBytes(file));
            }
        }
    }

    @Test
    void trustsAFreshRedisBesideAFreshPostgres() {
        var node = new Node();
        assertThat(node.rolledBack()).isZero();
        accepted("a");
        assertThat(node.rolledBack()).isZero();
        assertThat(node.watch.state()).isEqualTo("up");
    }

    @Test
    void trustsARedisThatLostNothing() throws IOException {
        var node = new Node();
        var event = accepted("a");
        node.reads(event);
        redis(Request.cmd(Command.XTRIM)
                .arg(keys.ofShard(event.shard(), "inbox"))
                .arg("MAXLEN")
                .arg(0));
        node.check();
        server.kill();
        server.restart();
        Awaitility.await().until(() -> loop.call(() -> Future.succeededFuture(redis.up())));
        assertThat(node.rolledBack()).isZero();
    }

    @Test
    void noticesARedisThatWasEmptied() {
        var node = new Node();
        node.reads(accepted("a"));
        node.check();
        flush();
        assertThat(node.rolledBack()).isEqualTo(1);
        assertThat(node.watch.state())
                .startsWith("redis came back without its newest entries (1 shard);")
                .contains("events are checked against Postgres until ");
        Awaitility.await()
                .until(() ->
                        node.registry.get("gateway.inbox.rollbacks").counter().count() == 1);
        assertThat(node.registry.get("gateway.inbox.rolledback.shards").gauge().value())
                .isEqualTo(1);
    }

    @Test
    void noticesItByItself() {
        var node = new Node();
        var event = accepted("a");
        node.reads(event);
        node.check();
        flush();
        Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> node.watch.isRolledBack(event.shard()));
    }

    @Test
    void noticesItThoughNewEventsCameFirst() {
        var node = new Node();
        node.reads(accepted("a"));
        node.check();
        flush();
        node.reads(accepted("b"));
        assertThat(node.rolledBack()).isEqualTo(1);
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void noticesItThoughTheLastEventWasRepeatedMeanwhile() {
        var node = new Node();
        node.reads(accepted("a"));
        pause(); // a mark set anew in the same millisecond is as good as the old one
        flush();
        accepted("a");
        assertThat(node.rolledBack()).isEqualTo(1);
    }

    @Test
    void noticesARedisThatWasRestoredFromAnOlderFile(@TempDir Path kept) throws IOException {
        var node = new Node();
        node.reads(accepted("a"));
        node.check();
        copy(directory, kept);
        var lost = accepted("b");
        node.watermarks.appended(lost.shard(), lastId(lost.shard()));
        restartWith(kept);
        assertThat(node.rolledBack()).isEqualTo(1);
    }

    private String lastId(int shard) {
        var newest = Request.cmd(Command.XREVRANGE)
                .arg(keys.ofShard(shard, "inbox"))
                .arg("+")
                .arg("-")
                .arg("COUNT")
                .arg(1);
        return redis(newest).get(0).get(0).toString();
    }

    @Test
    void findsTheSameLossOnlyOnce() {
        var node = new Node();
        node.reads(accepted("a"));
        flush();
        assertThat(node.rolledBack()).isEqualTo(1);
        var state = node.watch.state();
        node.check();
        node.reads(accepted("b"));
        node.check();
        assertThat(node.watch.state()).isEqualTo(state);
        flush();
        node.check();
        assertThat(node.watch.state()).isNotEqualTo(state);
    }

    @Test
    void tellsOtherNodesAndThoseThatStartLater() {
        var node = new Node();
        var other = new Node();
        var event = accepted("a");
        node.reads(event);
        flush();
        node.check();
        node.saves();
        other.check();
        assertThat(other.watch.isRolledBack(event.shard())).isTrue();
        assertThat(new Node().rolledBack()).isEqualTo(1);
    }

    @Test
    void noticesALossThatHappenedWhileNoNodeRan() {
        var event = accepted("a");
        var gone = new Node();
        gone.reads(event);
        gone.saves();
        flush();
        accepted("a");
        assertThat(new Node().rolledBack()).isEqualTo(1);
    }

    @Test
    void reliesOnItsOwnMemoryWhilePostgresIsAway() throws IOException {
        var url = "postgresql://u:p@127.0.0.1:" + LocalRedis.freePort() + "/none";
        var node = new Node(Postgres.open(loop.vertx(), settings(url)));
        assertThat(node.rolledBack()).isZero();
        node.reads(accepted("a"));
        flush();
        assertThat(node.rolledBack()).isEqualTo(1);
    }
}
