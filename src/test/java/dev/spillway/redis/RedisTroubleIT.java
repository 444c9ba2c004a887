package dev.spillway.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.sandbox.LocalRedis;
import dev.spillway.sandbox.RedisTalk;
import dev.spillway.support.Loop;
import dev.spillway.support.Wire;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisTroubleIT {
    private static final Script WRITE =
            new Script("write", "return redis.call('SET', KEYS[1], 'v')", "0000000000000000000000000000000000000000");

    @TempDir
    private Path directory;

    private final Loop loop = new Loop();
    private LocalRedis redis;

    @BeforeEach
    void start() throws IOException {
        redis = LocalRedis.start(directory);
    }

    @AfterEach
    void stop() {
        loop.close();
        redis.close();
    }

    private RedisTalk talk() throws IOException {
        return new RedisTalk(redis.port(), 2_000);
    }

    private String write(RedisLink link) {
        return loop.call(() -> link.runSafely(new ScriptCall(WRITE).key("k"))
                .map(String::valueOf)
                .otherwise(Given::words));
    }

    @Test
    void leavesAServerThatBecameAReplicaUntilItIsAMasterAgain() throws IOException {
        var link = loop.link(Given.standalone(redis.url()));
        try (var talk = talk()) {
            talk.ask("REPLICAOF", "127.0.0.1", "1");
            assertThat(write(link)).startsWith("Redis is not available").contains("READONLY");
            await().until(() -> link.problem().contains("replica"));
            assertThat(link.up()).isFalse();
            talk.ask("REPLICAOF", "NO", "ONE");
            await().until(() -> write(link).equals("OK"));
        }
    }

    @Test
    void saysThatThePasswordIsWrongAndGoesOnWhenItIsRight() throws IOException {
        try (var talk = talk()) {
            talk.ask("CONFIG", "SET", "requirepass", "old");
            var link = loop.link(Given.standalone(redis.url().replace("//", "//:old@")));
            talk.ask("CONFIG", "SET", "requirepass", "new");
            talk.ask("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
            await().until(() -> link.problem().startsWith("WRONGPASS"));
            assertThat(write(link)).contains("not available").contains("WRONGPASS");
            talk.ask("CONFIG", "SET", "requirepass", "old");
            await().until(() -> write(link).equals("OK"));
        }
    }

    @Test
    void keepsAConnectionWhoseAnswerCameWhileItsOwnLoopStoodStill() throws Exception {
        var link = loop.link(Given.standalone(redis.url()));
        Context own = loop.call(() -> Future.succeededFuture(Vertx.currentContext()));
        try (var wire = new Wire(own, Wire.standstill(Duration.ofSeconds(2)));
                var talk = talk()) {
            var clients = clients(talk);
            talk.ask("CLIENT", "PAUSE", "100", "ALL");
            Future<Response> answer = loop.call(() -> Future.succeededFuture(link.send(Request.cmd(Command.PING))));
            wire.pull();
            assertThat(loop.call(() -> answer)).hasToString("PONG");
            assertThat(clients(talk)).isEqualTo(clients);
        }
    }

    /** The numbers of those that are connected, never used twice. */
    private static List<String> clients(RedisTalk talk) throws IOException {
        return Pattern.compile("\\bid=\\d+")
                .matcher(String.valueOf(talk.ask("CLIENT", "LIST")))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void letsTheCallerKnowThatMemoryIsFull() throws IOException {
        var link = loop.link(Given.standalone(redis.url()));
        try (var talk = talk()) {
            talk.ask("CONFIG", "SET", "maxmemory", "1000");
            var inScript = loop.call(
                    () -> link.run(new ScriptCall(WRITE).key("k")).map(false).otherwise(RedisError.OOM::is));
            var alone =
                    loop.call(() -> link.send(Request.cmd(Command.SET).arg("k").arg("v"))
                            .map(false)
                            .otherwise(RedisError.OOM::is));
            assertThat(inScript).isTrue();
            assertThat(alone).isTrue();
        }
    }

    @Test
    void doesNotCallSafeWhatNoReplicaHas() {
        var settings = Given.settings(redis.url(), RedisSettings.Mode.STANDALONE, RedisSettings.Acknowledge.REPLICAS);
        var link = loop.link(settings);
        assertThat(write(link)).isEqualTo("Redis is not available: only 0 of 1 replicas have it");
        assertThat(link.level()).isEqualTo("standalone, replicas 1");
        var worse = loop.call(() -> new RedisRules(settings.acknowledge(), new Keyspace("t", 64), 64).check(link));
        assertThat(worse.orElse("")).contains("0 of the 1 replicas");
    }

    @Test
    void letsManyShortfallsNotHoldUpEachOther() {
        var link = loop.link(
                Given.settings(redis.url(), RedisSettings.Mode.STANDALONE, RedisSettings.Acknowledge.REPLICAS));
        var began = System.nanoTime();
        for (var i = 0; i < 20; i++) assertThat(write(link)).contains("replicas");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
    }

    /** Whoever asked goes on in the turn that answers, with what only its event loop may touch. */
    @Test
    void answersOnItsOwnEventLoopWhenTheReplicasAreAwaitedForTooLong() throws IOException {
        var link = loop.link(
                Given.settings(redis.url(), RedisSettings.Mode.STANDALONE, RedisSettings.Acknowledge.REPLICAS));
        try (var talk = talk()) {
            talk.ask("CLIENT", "PAUSE", "3000", "ALL");
            var where = loop.call(() -> {
                var mine = Vertx.currentContext();
                return link.runSafely(new ScriptCall(WRITE).key("k"))
                        .map("answered")
                        .recover(late -> Future.succeededFuture(
                                mine.equals(Vertx.currentContext()) ? "here" : String.valueOf(Thread.currentThread())));
            });
            assertThat(where).isEqualTo("here");
        }
    }

    @Test
    void asksAgainWhatWasRefusedForAReasonThatPasses() throws Exception {
        var asked = new AtomicInteger();
        var fake = new FakeRedis(
                loop.vertx(),
                words -> asked.incrementAndGet() < 3 ? "-LOADING Redis is loading the dataset in memory" : "+v");
        var link = loop.link(Given.standalone(fake.url()));
        assertThat(get(link)).isEqualTo("v");
        assertThat(asked).hasValue(3);
    }

    @Test
    void givesUpWhatIsRefusedAllTheTime() throws Exception {
        var fake = new FakeRedis(loop.vertx(), words -> "-CLUSTERDOWN Hash slot not served");
        var link = loop.link(Given.standalone(fake.url()));
        assertThat(get(link)).isEqualTo("Redis is not available: CLUSTERDOWN Hash slot not served");
    }

    @Test
    void passesOnWhatOnlyPeopleCanMend() throws Exception {
        var fake = new FakeRedis(loop.vertx(), words -> "-MISCONF Redis is configured to save RDB snapshots");
        var link = loop.link(Given.standalone(fake.url()));
        assertThat(get(link)).startsWith("MISCONF");
        assertThat(link.up()).isTrue();
    }

    private String get(RedisLink link) {
        return loop.call(() -> link.send("k", Request.cmd(Command.GET).arg("k"))
                .map(String::valueOf)
                .otherwise(Given::words));
    }
}
