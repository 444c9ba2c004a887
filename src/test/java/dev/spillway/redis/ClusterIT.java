package dev.spillway.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.sandbox.ClusterRig;
import dev.spillway.sandbox.RedisNode;
import dev.spillway.support.Loop;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shards 0, 1 and 2 of three live on the first, second and third master at the beginning. */
class ClusterIT {
    private static final Script COUNT = script("return redis.call('INCR', KEYS[1] .. 'count')");
    private static final Script BOTH = script("return redis.call('MGET', KEYS[1], KEYS[2])");

    @TempDir
    private static Path directory;

    private static ClusterRig rig;

    private final Loop loop = new Loop();
    private final Keyspace keys = new Keyspace("t", 3);

    @BeforeAll
    static void start() throws IOException {
        rig = ClusterRig.start(directory, 500);
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @AfterEach
    void close() {
        loop.close();
    }

    private static Script script(String text) {
        return new Script("test", text, "0000000000000000000000000000000000000000");
    }

    private RedisLink link(RedisSettings.Acknowledge acknowledge) {
        var link = loop.link(Given.settings(rig.url(), RedisSettings.Mode.CLUSTER, acknowledge));
        await().until(() ->
                loop.call(() -> Future.succeededFuture(link.problem().isEmpty())));
        return link;
    }

    /**
     * After a master was away: one that comes back takes writes until it hears that another one is in its place, and they are lost; and
     * one that was only silent for a moment may be replaced a while after it is back.
     */
    private static void awaitAgreement() {
        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(rig::agrees);
    }

    private String set(RedisLink link, String key, String value) {
        return words(() -> link.send(key, Request.cmd(Command.SET).arg(key).arg(value)));
    }

    private String get(RedisLink link, String key) {
        return words(() -> link.send(key, Request.cmd(Command.GET).arg(key)));
    }

    private String words(java.util.function.Supplier<Future<Response>> call) {
        return loop.call(() -> call.get().map(String::valueOf).otherwise(Given::words));
    }

    private String count(RedisLink link, int shard) {
        return words(() -> link.runSafely(new ScriptCall(COUNT).key(keys.ofShard(shard, ""))));
    }

    @Test
    void sendsEachCommandToTheServerOfItsKey() {
        var link = link(RedisSettings.Acknowledge.FSYNC);
        // Nodes may still tell of a slot's last master: its successor is dialled when the first command is sent there.
        for (var shard : List.of(0, 1, 2)) await().until(() -> set(link, keys.ofShard(shard, "a"), "v"), "OK"::equals);
        assertThat(get(link, keys.ofShard(2, "a"))).isEqualTo("v");
        assertThat(words(() -> link.send(Request.cmd(Command.GET).arg(keys.ofShard(1, "a")))))
                .isEqualTo("v");
        assertThat(loop.call(() -> link.everyServer(Request.cmd(Command.INFO)))).hasSize(3);
        assertThat(link.byServer(List.of(0, 1, 0, 2), shard -> keys.ofShard(shard, "a")))
                .containsExactly(List.of(0, 0), List.of(1), List.of(2));
        assertThat(link.level()).isEqualTo("cluster, fsync");
    }

    @Test
    void runsScriptsTogetherOnTheServersOfTheirKeys() {
        var link = link(RedisSettings.Acknowledge.FSYNC);
        var calls = Stream.of("a", "b")
                .flatMap(name -> IntStream.range(0, 3).mapToObj(shard -> keys.ofShard(shard, "together-" + name)))
                .toList();
        var answers = loop.call(() -> Future.all(link.runTogether(
                calls.stream().map(key -> new ScriptCall(COUNT).key(key)).toList())));
        assertThat(answers.<Response>list())
                .hasSize(6)
                .extracting(Response::toInteger)
                .containsOnly(1);
        var kept = calls.stream().map(key -> get(link, key + "count")).toList();
        assertThat(kept).containsOnly("1");
    }

    @Test
    void keepsTheRulesOnEveryMaster() {
        var link = link(RedisSettings.Acknowledge.REPLICAS);
        var rules = new RedisRules(RedisSettings.Acknowledge.REPLICAS, new Keyspace("rules", 64), 64);
        // Replicas may still be on their way back to masters that an earlier test has changed.
        await().until(() -> loop.call(() -> rules.check(link)), Optional::isEmpty);
    }

    @Test
    void followsASlotOnItsWayAndRunsNoScriptOnAPartOfItsKeys() throws IOException {
        var link = link(RedisSettings.Acknowledge.FSYNC);
        var slot = rig.slot(keys.ofShard(0, ""));
        for (var name : List.of("stays", "goes")) set(link, keys.ofShard(0, name), name);
        var before = count(link, 0);
        var from = rig.masterOf(slot);
        var to = rig.masterOf(rig.slot(keys.ofShard(1, "")));

        rig.beginMove(slot, to);
        from.ask("MIGRATE", "127.0.0.1", String.valueOf(to.port()), keys.ofShard(0, "goes"), "0", "5000");
        assertThat(get(link, keys.ofShard(0, "goes"))).isEqualTo("goes");
        assertThat(get(link, keys.ofShard(0, "stays"))).isEqualTo("stays");
        assertThat(words(() -> link.run(
                        new ScriptCall(BOTH).key(keys.ofShard(0, "goes")).key(keys.ofShard(0, "stays")))))
                .startsWith("Redis is not available: TRYAGAIN");
        assertThat(count(link, 0)).startsWith("Redis is not available: TRYAGAIN");
        assertThat(count(link, 2)).isNotEmpty().doesNotContain("not available");

        rig.finishMove(slot, from, to);
        assertThat(get(link, keys.ofShard(0, "stays"))).isEqualTo("stays");
        await().until(() -> count(link, 0).equals(String.valueOf(Integer.parseInt(before) + 1)));
        rig.beginMove(slot, from);
        rig.finishMove(slot, to, from);
        assertThat(count(link, 0)).isEqualTo(String.valueOf(Integer.parseInt(before) + 2));
    }

    @Test
    void goesOnWithTheOtherMastersWhileOneIsReplaced() throws IOException {
        var link = link(RedisSettings.Acknowledge.FSYNC);
        var ups = new AtomicInteger();
        link.onUp(ups::incrementAndGet);
        var key = keys.ofShard(2, "kept");
        set(link, key, "v");
        var lost = rig.masterOf(rig.slot(key));
        lost.ask("WAIT", "1", "1000");

        lost.kill();
        await().until(() -> get(link, key).startsWith("Redis is not available"));
        assertThat(set(link, keys.ofShard(0, "other"), "v")).isEqualTo("OK");
        assertThat(loop.call(() -> Future.succeededFuture(link.up(key)))).isFalse();
        var before = ups.get();
        await().atMost(Duration.ofSeconds(15)).until(() -> get(link, key).equals("v"));
        assertThat(ups).hasValueGreaterThan(before);
        lost.restart();
        awaitAgreement();
    }

    @Test
    void readsStreamsOfAllServersAndWaitsForNoneThatHangs() throws IOException {
        var link = link(RedisSettings.Acknowledge.FSYNC);
        var reader = link.streams();
        var streams = new TreeMap<String, String>();
        for (var shard = 0; shard < 3; shard++) {
            streams.put(keys.ofShard(shard, "stream"), "0");
            add(link, shard);
        }
        await().until(() -> read(reader, streams, 200).size() == 3);

        var hung = rig.masterOf(rig.slot(keys.ofShard(1, "")));
        hung.pause();
        try {
            var seen = new TreeSet<String>();
            await().atMost(Duration.ofMillis(900)).until(() -> {
                seen.addAll(read(reader, streams, 200).keySet());
                return seen.size() == 2;
            });
            var silent = keys.ofShard(1, "stream");
            assertThat(loop.call(() ->
                            reader.readNow(Map.of(silent, "0"), 1).map("empty").otherwise(Given::words)))
                    .startsWith("Redis is not available");
        } finally {
            hung.resume();
        }
        awaitAgreement();
    }

    private void add(RedisLink link, int shard) {
        var key = keys.ofShard(shard, "stream");
        assertThat(words(() -> link.send(
                        key,
                        Request.cmd(Command.XADD).arg(key).arg("*").arg("f").arg("v"))))
                .contains("-");
    }

    private Map<String, Response> read(StreamReader reader, Map<String, String> after, int blockMs) {
        return loop.call(() -> reader.read(after, 10, blockMs));
    }

    @Test
    void callsSafeOnlyWhatAReplicaHas() throws IOException {
        var link = link(RedisSettings.Acknowledge.REPLICAS);
        var slot = rig.slot(keys.ofShard(0, ""));
        assertThat(count(link, 0)).doesNotContain("not available");
        var replica = replicaOf(rig.masterOf(slot));
        replica.pause();
        try {
            assertThat(count(link, 0)).isEqualTo("Redis is not available: only 0 of 1 replicas have it");
            assertThat(count(link, 1)).doesNotContain("not available");
        } finally {
            replica.resume();
        }
        await().until(() -> !count(link, 0).contains("not available"));
    }

    private static RedisNode replicaOf(RedisNode master) throws IOException {
        var id = ClusterRig.id(master);
        var line = master.text("CLUSTER", "NODES")
                .lines()
                .filter(each -> each.contains("slave " + id))
                .findFirst()
                .orElseThrow();
        return IntStream.range(0, rig.nodes().size())
                .mapToObj(rig.nodes()::get)
                .filter(node -> line.contains(node.address()))
                .findFirst()
                .orElseThrow();
    }
}
