package dev.spillway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.RedisSettings;
import dev.spillway.redis.Script;
import dev.spillway.redis.ScriptCall;
import dev.spillway.support.Loop;
import dev.spillway.support.TestStores;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.ResourceLockTarget;

/** They wait for leases to end, and do so side by side. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = LeasedOwnerIT.LINKS, mode = ResourceAccessMode.READ, target = ResourceLockTarget.CHILDREN)
class LeasedOwnerIT {
    /** Of all tests to their Redis; one breaks them. */
    static final String LINKS = "links";

    private static final int SHARDS = 12;
    /** Promised: a node that joins, leaves or dies is settled within this. */
    private static final Duration SETTLED = Duration.ofSeconds(5);

    private static final Script WRITE = new Script(
            "write", shardLua(), Script.load(RedisLink.class, "shard.lua").sha());

    private final Loop loop = new Loop();
    private final RedisSettings settings = TestStores.settings(TestStores.redis());
    private final Keyspace keys = new Keyspace(settings.keyPrefix(), SHARDS);
    private final List<NodeUnderTest> started = new ArrayList<>();
    private RedisLink redis;

    private static String shardLua() {
        return Script.load(RedisLink.class, "shard.lua").text();
    }

    @BeforeEach
    void connect() {
        redis = loop.link(settings);
    }

    @AfterEach
    void close() {
        started.forEach(NodeUnderTest::close);
        loop.close();
    }

    private NodeUnderTest node(String name) {
        var node = NodeUnderTest.start(name, settings, keys);
        started.add(node);
        return node;
    }

    private static void settle(int shards, NodeUnderTest... nodes) {
        await().atMost(SETTLED).until(() -> even(shards, nodes));
    }

    private static boolean even(int shards, NodeUnderTest... nodes) {
        var owned = new TreeSet<Integer>();
        var counts = Stream.of(nodes).map(NodeUnderTest::owned).toList();
        counts.forEach(owned::addAll);
        var sum = counts.stream().mapToInt(List::size).summaryStatistics();
        return owned.size() == shards && sum.getSum() == shards && sum.getMax() - sum.getMin() <= 1;
    }

    private String write(int shard, String token) {
        return loop.call(() -> redis.run(
                        new ScriptCall(WRITE).key(keys.ofShard(shard, "")).arg(token))
                .map("taken")
                .otherwise(Throwable::getMessage));
    }

    @Test
    void ownsEverythingWhileItIsAlone() {
        var a = node("a");
        await().atMost(Duration.ofSeconds(1)).until(() -> a.owned().size() == SHARDS);
        assertThat(a.held(SHARDS)).hasSize(SHARDS);
        assertThat(write(3, a.token(3).orElseThrow())).isEqualTo("taken");
    }

    @Test
    void sharesWithWhoeverJoins() {
        var a = node("a");
        settle(SHARDS, a);
        var b = node("b");
        settle(SHARDS, a, b);
        var c = node("c");
        settle(SHARDS, a, b, c);
        assertThat(a.lost()).hasSize(SHARDS - 4);
        assertThat(a.changes("gained") - a.changes("lost") - a.changes("released"))
                .isEqualTo(4);
        assertThat(a.gauge("gateway.dispatch.live.nodes")).isEqualTo(3);
    }

    @Test
    void handsOverAsSoonAsItIsIdleWhenItStops() {
        var a = NodeUnderTest.startBusy("a", settings, keys);
        started.add(a);
        a.returns();
        var b = node("b");
        settle(SHARDS, a, b);
        var tokens = a.tokens();
        var stopping = a.stopping();
        await().during(Duration.ofMillis(1_200)).until(() -> a.held(SHARDS).size() == SHARDS / 2);
        a.ends();
        await().atMost(Duration.ofMillis(1_500)).until(() -> b.owned().size() == SHARDS);
        await().until(stopping::isComplete);
        assertThat(a.owned()).isEmpty();
        tokens.forEach((shard, token) -> assertThat(write(shard, token)).startsWith("FENCED"));
        assertThat(b.nodes().nodes()).hasSize(1);
    }

    @Test
    void givesAwayWhatDoesNotEndInTimeAsSoonAsNothingOfItIsOut() {
        var a = NodeUnderTest.startBusy("a", settings, keys);
        started.add(a);
        settle(SHARDS, a);
        var b = node("b");
        var beyondTheGrace = NodeUnderTest.SETTINGS.handOverGrace().plusMillis(1_500);
        await().during(beyondTheGrace)
                .atMost(beyondTheGrace.multipliedBy(2))
                .until(() -> a.held(SHARDS).size() == SHARDS);
        a.returns();
        settle(SHARDS, a, b);
        assertThat(a.cutOff()).isZero();
    }

    @Test
    void givesAwayWhatStaysOutForTooLong() {
        var a = NodeUnderTest.startBusy("a", settings, keys);
        started.add(a);
        settle(SHARDS, a);
        var b = node("b");
        await().atMost(SETTLED.plus(NodeUnderTest.SETTINGS.handOverMax())).until(() -> even(SHARDS, a, b));
        assertThat(a.cutOff()).isEqualTo(SHARDS / 2.0);
    }

    @Test
    void takesOverFromANodeThatDied() {
        var a = node("a");
        var b = node("b");
        settle(SHARDS, a, b);
        var tokens = a.tokens();
        a.crash();
        settle(SHARDS, b);
        assertThat(a.held(SHARDS)).isEmpty();
        tokens.forEach((shard, token) -> assertThat(write(shard, token)).startsWith("FENCED"));
    }

    @Test
    void beginsNothingAfterAPauseLongerThanALease() {
        var a = node("a");
        var b = node("b");
        settle(SHARDS, a, b);
        var had = a.owned();
        assertThat(a.pause(Duration.ofSeconds(5), SHARDS)).isEmpty();
        await().atMost(Duration.ofSeconds(1)).until(() -> a.lost().containsAll(had));
        settle(SHARDS, a, b);
        assertThat(b.lost()).containsAll(a.owned());
    }

    @Test
    void keepsItsShardsUnderNewTokensWhenRedisCameBackEmpty() {
        var a = node("a");
        var b = node("b");
        settle(SHARDS, a, b);
        var tokens = a.tokens();
        forget();
        tokens.keySet().stream().limit(1).forEach(a::doubted);
        await().atMost(SETTLED)
                .until(() -> even(SHARDS, a, b) && tokens.values().stream().noneMatch(a.tokens()::containsValue));
        tokens.forEach((shard, token) -> assertThat(write(shard, token)).startsWith("FENCED"));
        assertThat(a.refused()).isEqualTo(1);
    }

    private void forget() {
        var all = loop.call(() -> redis.send(Request.cmd(Command.KEYS).arg(settings.keyPrefix() + ":*")));
        for (var key : all) loop.call(() -> redis.send(Request.cmd(Command.DEL).arg(key.toBuffer())));
    }

    @Test
    @ResourceLock(LINKS)
    void hearsAgainOfItsShardsWhenTheLinkBroke() {
        var a = node("a");
        settle(SHARDS, a);
        var tokens = a.tokens();
        loop.call(() -> redis.send(Request.cmd(Command.CLIENT)
                .arg("KILL")
                .arg("TYPE")
                .arg("normal")
                .arg("SKIPME")
                .arg("yes")));
        await().atMost(SETTLED).until(() -> a.gained().size() == 2 * SHARDS);
        assertThat(a.tokens()).isEqualTo(tokens);
        assertThat(a.lost()).isEmpty();
    }

    @Test
    void waitsNoLongerThanALeaseForAClaimThatNobodyKnowsOf() {
        var ghost = scripts("ghost");
        for (var shard = 0; shard < SHARDS; shard++) claim(ghost, shard);
        var a = node("a");
        settle(SHARDS, a);
    }

    @Test
    void isNotHarmedByItsOwnLateClaimsAndReleases() {
        var a = node("a");
        settle(SHARDS, a);
        var b = node("b");
        settle(SHARDS, a, b);
        var before = a.tokens();
        var late = scripts(a.node().id());
        for (var shard = 0; shard < SHARDS; shard++) claim(late, shard);
        loop.call(() -> late.release(a.owned().get(0), "1.1." + a.node().id()));
        await().during(Duration.ofMillis(2_500))
                .until(() -> even(SHARDS, a, b) && a.tokens().equals(before));
    }

    private LeaseScripts scripts(String node) {
        return new LeaseScripts(redis, keys, node, NodeUnderTest.SETTINGS);
    }

    private String claim(LeaseScripts scripts, int shard) {
        return loop.call(() -> scripts.claim(shard));
    }

    @Test
    void tellsWhoOwnsWhatAndWhatWaitsThere() {
        loop.call(() -> redis.send(Request.cmd(Command.HSET)
                .arg(keys.ofShard(5, "deliveries"))
                .arg("d")
                .arg("x")));
        for (var i = 0; i < 3; i++) {
            loop.call(() -> redis.send(Request.cmd(Command.XADD)
                    .arg(keys.ofShard(5, "inbox"))
                    .arg("*")
                    .arg("e")
                    .arg("x")));
        }
        var a = node("a");
        var b = node("b");
        settle(SHARDS, a, b);
        await().atMost(SETTLED).until(() -> total(b.nodes()).equals(new ShardLoad(3, 1)));
        var answer = b.nodes();
        assertThat(answer.answeredBy()).isEqualTo(b.node().id());
        assertThat(answer.unowned()).isEmpty();
        assertThat(answer.nodes()).extracting(NodesAnswer.NodeView::name).containsExactly("a", "b");
        assertThat(answer.nodes().stream()
                        .flatMap(node -> node.shards().stream())
                        .map(NodesAnswer.ShardView::shard))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, SHARDS).boxed().toList());
    }

    private static ShardLoad total(NodesAnswer answer) {
        return answer.nodes().stream().map(NodesAnswer.NodeView::load).reduce(ShardLoad.NONE, ShardLoad::plus);
    }
}
