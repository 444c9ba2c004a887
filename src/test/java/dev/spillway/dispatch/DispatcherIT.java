package dev.spillway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.flow.Flows;
import dev.spillway.flow.Occasion;
import dev.spillway.flow.Run;
import dev.spillway.flow.Session;
import dev.spillway.inbox.InboxMetrics;
import dev.spillway.inbox.InboxReader;
import dev.spillway.inbox.InboxSettings;
import dev.spillway.inbox.RedisInbox;
import dev.spillway.lane.Delivery;
import dev.spillway.lane.Priority;
import dev.spillway.lane.RedisLanes;
import dev.spillway.limit.Backoff;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.RedisSettings;
import dev.spillway.support.Events;
import dev.spillway.support.Loop;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DispatcherIT {
    private static final int SHARDS = 8;
    private static final DispatchSettings SETTINGS = new DispatchSettings(
            200,
            16,
            Duration.ofSeconds(5),
            3,
            new Backoff(Duration.ofMillis(20), Duration.ofMillis(100)),
            Duration.ofHours(24),
            Duration.ofSeconds(5));

    private final Loop loop = new Loop();
    private final RedisSettings redisSettings = TestStores.settings(TestStores.redis());
    private final Keyspace keys = new Keyspace(redisSettings.keyPrefix(), 64);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<String> ran = new CopyOnWriteArrayList<>();
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private RedisLink redis;
    private RedisInbox inbox;
    private RedisLanes lanes;

    @BeforeEach
    void connect() {
        redis = loop.link(redisSettings);
        lanes = new RedisLanes(loop.vertx(), redis, keys, shard -> Optional.empty(), Map.of());
        var settings = new InboxSettings(SHARDS, 512, 1 << 20, 2, 10_000, Duration.ofHours(47));
        inbox = loop.call(() -> Future.succeededFuture(
                new RedisInbox(loop.vertx(), redis, keys, settings, new InboxMetrics(registry))));
    }

    @AfterEach
    void close() {
        loop.close();
    }

    private Dispatcher start(String incarnation, Function<Occasion, Future<Run>> decide) {
        var ownership = new SoleOwner(loop.vertx(), redis, keys, SHARDS, incarnation);
        lanes = new RedisLanes(loop.vertx(), redis, keys, ownership, Map.of());
        var parts = new Dispatcher.Parts(
                loop.vertx(),
                redis,
                new InboxReader(loop.link(redisSettings), keys),
                keys,
                ownership,
                flows(decide),
                lanes,
                Clock.systemUTC());
        var dispatcher = new Dispatcher(parts, SETTINGS, new DispatchMetrics(registry));
        loop.call(() -> {
            dispatcher.start();
            return Future.succeededFuture();
        });
        return dispatcher;
    }

    private Flows flows(Function<Occasion, Future<Run>> decide) {
        return new Flows() {
            @Override
            public Future<Run> run(Occasion occasion) {
                sessions.put(occasion.event().dedupeKey().value(), occasion.session());
                return decide.apply(occasion);
            }

            @Override
            public boolean wantsSession(EventKind kind) {
                return true;
            }
        };
    }

    private Future<Run> note(Occasion occasion) {
        ran.add(occasion.event().dedupeKey().value());
        return Future.succeededFuture(new Run(List.of(), List.of(), null, List.of()));
    }

    private Future<Run> slowNote(Occasion occasion) {
        return loop.vertx().timer(1 + occasion.event().payload().length() % 7).compose(fired -> note(occasion));
    }

    private void accept(Event... events) {
        loop.call(() -> inbox.accept(List.of(events)));
    }

    private long left(String name) {
        return IntStream.range(0, SHARDS)
                .mapToLong(shard -> length(keys.ofShard(shard, name)))
                .sum();
    }

    private long length(String key) {
        var command = key.endsWith("inbox") ? Command.XLEN : Command.ZCARD;
        return loop.call(() -> redis.send(Request.cmd(command).arg(key))).toLong();
    }

    @Test
    void runsWhatWasAcceptedBeforeAndAfterItStarted() {
        accept(Events.message("before", "521", SHARDS));
        start("a", this::note);
        accept(Events.message("after", "522", SHARDS));
        await().until(() -> ran.containsAll(List.of("before", "after")));
        await().until(() -> left("inbox") == 0);
    }

    @Test
    void runsEventsOfOneContactInTheOrderAccepted() {
        start("a", this::slowNote);
        var expected = new ArrayList<String>();
        for (var i = 0; i < 300; i++) {
            expected.add("e" + i);
            accept(Events.message("e" + i, "521", SHARDS));
        }
        await().until(() -> ran.size() == 300);
        assertThat(ran).isEqualTo(expected);
    }

    @Test
    void doesNotLetOneSlowContactHoldUpAnother() {
        start(
                "a",
                occasion -> occasion.event().dedupeKey().value().equals("slow")
                        ? loop.vertx().timer(3_000).compose(fired -> note(occasion))
                        : note(occasion));
        accept(Events.message("slow", "521", SHARDS), Events.message("quick", "522", SHARDS));
        await().atMost(Duration.ofMillis(1_500)).until(() -> ran.contains("quick"));
        assertThat(ran).doesNotContain("slow");
    }

    @Test
    void readsNoMoreThanItMayHaveInFlight() {
        start("a", occasion -> io.vertx.core.Promise.<Run>promise().future());
        for (var i = 0; i < 40; i++) {
            var from = i * 25;
            accept(IntStream.range(0, 25)
                    .mapToObj(j -> Events.message("e" + (from + j), "52155" + (from + j), SHARDS))
                    .toArray(Event[]::new));
        }
        await().until(() -> inFlight() >= SETTINGS.inFlightMax());
        assertThat(inFlight()).isLessThanOrEqualTo(SETTINGS.inFlightMax() + SHARDS);
    }

    private double inFlight() {
        return registry.get("gateway.dispatch.inflight.events").gauge().value();
    }

    @Test
    void runsAFailedEventAgain() {
        start(
                "a",
                occasion -> occasion.attempt() < 3
                        ? Future.failedFuture(new IllegalStateException("not yet"))
                        : note(occasion));
        accept(Events.message("shaky", "521", SHARDS));
        await().until(() -> ran.contains("shaky"));
        await().until(() -> left("delayed") == 0);
        assertThat(registry.get("gateway.dispatch.runs")
                        .tag("result", "retried")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void givesUpAPoisonEventWithItsReason() {
        start("a", occasion -> {
            throw new IllegalStateException("poison");
        });
        accept(Events.message("poison", "521", SHARDS));
        await().until(() -> registry.get("gateway.dispatch.runs")
                        .tag("result", "dead")
                        .counter()
                        .count()
                == 1);
        await().until(() -> left("inbox") + left("delayed") == 0);
        var shard = Events.message("poison", "521", SHARDS).shard();
        var ledger = loop.call(() -> redis.send(Request.cmd(Command.XRANGE)
                .arg(keys.ofShard(shard, "ledger"))
                .arg("-")
                .arg("+")));
        assertThat(ledger.get(ledger.size() - 1).toString()).contains("IllegalStateException");
    }

    @Test
    void commitsWhatLeavesTogetherWithTheSession() {
        start(
                "a",
                occasion -> Future.succeededFuture(new Run(
                        List.of(delivery(occasion)), List.of(), new Session(Map.of("language", "es-MX")), List.of())));
        accept(Events.message("one", "521", SHARDS));
        await().until(() -> !loop.call(() -> lanes.take("crm", 1)).isEmpty());
        accept(Events.message("two", "521", SHARDS));
        await().until(() -> sessions.containsKey("two"));
        assertThat(sessions.getOrDefault("two", Session.EMPTY).values()).containsEntry("language", "es-MX");
    }

    private static Delivery delivery(Occasion occasion) {
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

    @Test
    void takesUpWhatAnOwnerThatDiedHadReadAndNotDone() {
        var dead = start("a", occasion -> io.vertx.core.Promise.<Run>promise().future());
        accept(Events.message("left", "521", SHARDS));
        await().until(() -> inFlight() > 0);
        assertThat(dead).isNotNull();
        start("b", this::note);
        await().until(() -> ran.contains("left"));
        await().until(() -> left("inbox") == 0);
    }

    @Test
    void goesOnAfterRedisCameBackEmpty() {
        start("a", this::note);
        accept(Events.message("before", "521", SHARDS));
        await().until(() -> ran.contains("before"));
        forget();
        accept(Events.message("after", "522", SHARDS));
        await().until(() -> ran.contains("after"));
        await().until(() -> left("inbox") == 0);
    }

    private void forget() {
        var all = loop.call(() -> redis.send(Request.cmd(Command.KEYS).arg(redisSettings.keyPrefix() + ":*")));
        for (var key : all) loop.call(() -> redis.send(Request.cmd(Command.DEL).arg(key.toBuffer())));
        loop.call(() -> redis.send(Request.cmd(Command.SCRIPT).arg("FLUSH")));
    }
}
