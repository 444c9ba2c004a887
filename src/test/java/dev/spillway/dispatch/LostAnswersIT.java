package dev.spillway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.spillway.event.EventKind;
import dev.spillway.flow.Flows;
import dev.spillway.flow.Occasion;
import dev.spillway.flow.Run;
import dev.spillway.gate.FactKeys;
import dev.spillway.inbox.InboxMetrics;
import dev.spillway.inbox.InboxReader;
import dev.spillway.inbox.InboxSettings;
import dev.spillway.inbox.Receipt;
import dev.spillway.inbox.RedisInbox;
import dev.spillway.lane.Attempt;
import dev.spillway.lane.Delivery;
import dev.spillway.lane.Priority;
import dev.spillway.lane.RedisLanes;
import dev.spillway.lane.Verdict;
import dev.spillway.limit.Backoff;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.RedisSettings;
import dev.spillway.redis.Script;
import dev.spillway.support.Diets;
import dev.spillway.support.Events;
import dev.spillway.support.Loop;
import dev.spillway.support.LossyProxy;
import dev.spillway.support.TestStores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Redis did it, and nobody heard: every event must still take effect, and once. Each test waits until a connection is given up:
 * they do so side by side.
 */
@Execution(ExecutionMode.CONCURRENT)
class LostAnswersIT {
    private static final int SHARDS = 4;
    private static final String LANE = "/dev/spillway/lane/";
    private static final String HERE = "/dev/spillway/dispatch/";
    private static final Script COMMIT = Script.load(
            RedisLink.class, "shards.lua", LANE + "lane.lua", FactKeys.SCRIPT, HERE + "entry.lua", HERE + "commit.lua");
    private static final Script DELAY = script(HERE + "entry.lua", HERE + "delay.lua");
    private static final Script RESERVE = script(HERE + "reserve.lua");
    private static final Script DUE = script(HERE + "due.lua");
    private static final Script TAKE = script(LANE + "lane.lua", FactKeys.SCRIPT, LANE + "take.lua");
    private static final Script MORE = script(LANE + "lane.lua", LANE + "more.lua");
    private static final Script FINISH = script(LANE + "lane.lua", LANE + "finish.lua");
    private static final Script ACCEPT = Script.load(RedisInbox.class, "accept.lua");

    private final Memories memories = new Memories();
    private final FakeOverflow overflow = new FakeOverflow();
    private final Loop loop = new Loop();
    private final RedisSettings settings = TestStores.settings(TestStores.redis());
    private final Keyspace keys = new Keyspace(settings.keyPrefix(), SHARDS);
    private final LossyProxy proxy = new LossyProxy(TestStores.redis().port());
    private final AtomicInteger runs = new AtomicInteger();
    private final List<String> left = new ArrayList<>();
    private volatile int failuresFirst;
    private RedisLink direct;
    private RedisLanes lanes;

    private static Script script(String... files) {
        var all = new ArrayList<String>(List.of("shard.lua"));
        all.addAll(List.of(files));
        return Script.load(RedisLink.class, all.toArray(String[]::new));
    }

    @BeforeEach
    void start() {
        direct = loop.link(settings);
        for (var each : List.of(COMMIT, DELAY, RESERVE, DUE, TAKE, MORE, FINISH, ACCEPT)) {
            loop.call(() -> direct.send(Request.cmd(Command.SCRIPT).arg("LOAD").arg(each.text())));
        }
        var through = TestStores.through(proxy, settings);
        var work = loop.link(through);
        var read = loop.link(through);
        var ownership = Memories.owner(loop.vertx(), work, keys, "a");
        lanes = new RedisLanes(loop.vertx(), work, keys, ownership, Map::of, Diets.none());
        var parts = new Dispatcher.Parts(
                loop.vertx(),
                work,
                new InboxReader(read, keys),
                overflow,
                keys,
                ownership,
                new Notes(),
                lanes,
                memories.of(work, keys, inbox(direct)),
                new SimpleMeterRegistry(),
                OptionalLong::empty,
                Clock.systemUTC());
        var dispatcher = new Dispatcher(parts, dispatch(), new DispatchMetrics(new SimpleMeterRegistry()));
        loop.call(() -> {
            dispatcher.start();
            return Future.succeededFuture();
        });
        await().until(() ->
                loop.call(() -> Future.succeededFuture(ownership.owned())).size() == SHARDS);
    }

    private static DispatchSettings dispatch() {
        var backoff = new Backoff(Duration.ofMillis(20), Duration.ofMillis(50));
        var second = Duration.ofSeconds(1);
        return new DispatchSettings(
                100,
                16,
                Duration.ZERO,
                second,
                5,
                second,
                second,
                backoff,
                Duration.ofHours(1),
                Duration.ofDays(30),
                Memories.lease(),
                second);
    }

    @AfterEach
    void close() {
        loop.close();
        proxy.close();
    }

    /** Leaves one note an event. */
    private final class Notes implements Flows {
        @Override
        public Future<Run> run(Occasion occasion) {
            if (runs.incrementAndGet() <= failuresFirst) return Future.failedFuture(new IllegalStateException("no"));
            return Future.succeededFuture(new Run(List.of(note(occasion)), List.of(), null, List.of()));
        }

        @Override
        public boolean wantsSession(EventKind kind) {
            return false;
        }
    }

    private static Delivery note(Occasion occasion) {
        var event = occasion.event();
        return new Delivery(
                event.id().step("note"),
                "crm",
                Priority.NORMAL,
                event.contactKey(),
                event.id(),
                occasion.acceptedAt(),
                "note",
                "addNote",
                Map.of("text", "hola"),
                "es-MX",
                false);
    }

    private RedisInbox inbox(RedisLink link) {
        var inbox = new InboxSettings(SHARDS, 512, 1 << 20, 2, 10_000, Duration.ofHours(47));
        var metrics = new InboxMetrics(new SimpleMeterRegistry());
        return loop.call(() -> Future.succeededFuture(new RedisInbox(loop.vertx(), link, keys, inbox, metrics)));
    }

    private void accept() {
        var inbox = inbox(direct);
        loop.call(() -> inbox.accept(List.of(Events.message("m", "521", SHARDS))));
    }

    /** Pumps the lane until the note has left, and a moment longer. */
    private void leavesOnce() {
        await().atMost(Duration.ofSeconds(15)).until(() -> pumped() > 0);
        await().during(Duration.ofMillis(700)).atMost(Duration.ofSeconds(5)).until(() -> pumped() == 1);
        assertThat(proxy.lost()).isEqualTo(1);
        await().until(() -> held() == 0);
    }

    private int pumped() {
        for (var attempt : loop.call(() -> lanes.take("crm", 10))) leave(attempt);
        return left.size();
    }

    private void leave(Attempt attempt) {
        left.add(attempt.delivery().id());
        loop.call(() -> lanes.finish(attempt, new Verdict.Done(), List.of(), Optional.empty()));
    }

    private long held() {
        var shard = Events.message("m", "521", SHARDS).shard();
        var inbox = loop.call(() -> direct.send(Request.cmd(Command.XLEN).arg(keys.ofShard(shard, "inbox"))));
        var rest = loop.call(() -> direct.send(Request.cmd(Command.EXISTS)
                .arg(keys.ofShard(shard, "delayed"))
                .arg(keys.ofShard(shard, "deliveries"))
                .arg(keys.ofShard(shard, "started"))));
        return inbox.toLong() + rest.toLong();
    }

    @Test
    void ofARead() {
        proxy.loseAnswerTo("STREAMS");
        await().until(proxy::losing);
        accept();
        leavesOnce();
    }

    @Test
    void ofACommit() {
        proxy.loseAnswerTo(COMMIT.sha());
        accept();
        leavesOnce();
    }

    @Test
    void ofADelay() {
        failuresFirst = 1;
        proxy.loseAnswerTo(DELAY.sha());
        accept();
        leavesOnce();
    }

    @Test
    void ofAReservation() {
        proxy.loseAnswerTo(RESERVE.sha());
        overflow.add(Events.message("m", "521", SHARDS), Clock.systemUTC().instant());
        leavesOnce();
        await().until(() -> overflow.size() == 0);
    }

    @Test
    void ofADelayedEventThatFellDue() {
        failuresFirst = 1;
        proxy.loseAnswerTo(DUE.sha());
        accept();
        leavesOnce();
    }

    @Test
    void ofATake() {
        accept();
        await().until(() -> runs.get() > 0);
        proxy.loseAnswerTo(TAKE.sha());
        leavesOnce();
    }

    @Test
    void ofATakeOfThoseBehind() {
        var inbox = inbox(direct);
        loop.call(
                () -> inbox.accept(List.of(Events.message("m1", "521", SHARDS), Events.message("m2", "521", SHARDS))));
        await().until(() -> runs.get() == 2);
        var first = await().until(() -> loop.call(() -> lanes.take("crm", 10)), taken -> !taken.isEmpty());
        proxy.loseAnswerTo(MORE.sha());
        assertThat(loop.call(() -> lanes.more(first.get(0), 5))).isEmpty();
        leave(first.get(0));

        await().atMost(Duration.ofSeconds(15)).until(() -> pumped() > 1);
        await().during(Duration.ofMillis(700)).atMost(Duration.ofSeconds(5)).until(() -> pumped() == 2);
        assertThat(proxy.lost()).isEqualTo(1);
        assertThat(left).doesNotHaveDuplicates();
    }

    @Test
    void ofAnEnd() {
        proxy.loseAnswerTo(FINISH.sha());
        accept();
        leavesOnce();
    }

    @Test
    void ofAnAcceptThatIsRepeated() {
        var inbox = inbox(loop.link(TestStores.through(proxy, settings)));
        var events = List.of(Events.message("m", "521", SHARDS));
        proxy.loseAnswerTo(ACCEPT.sha());
        assertThatThrownBy(() -> loop.call(() -> inbox.accept(events)))
                .rootCause()
                .hasMessageContaining("not available");
        await().until(() -> loop.call(() -> inbox.accept(events)
                .map(r -> r.equals(List.of(Receipt.DUPLICATE)))
                .otherwise(false)));
        leavesOnce();
    }

    @Test
    void buriesAnEntryItCannotRead() {
        var shard = Events.message("m", "521", SHARDS).shard();
        loop.call(() -> direct.send(Request.cmd(Command.XADD)
                .arg(keys.ofShard(shard, "inbox"))
                .arg("*")
                .arg("e")
                .arg("rubbish")));
        await().until(() -> held() == 0);
        var ledger = loop.call(() -> direct.send(Request.cmd(Command.XRANGE)
                .arg(keys.ofShard(shard, "ledger"))
                .arg("-")
                .arg("+")));
        assertThat(ledger.toString()).contains("UNREADABLE");
    }
}
