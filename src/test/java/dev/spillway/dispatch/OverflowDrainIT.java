package dev.spillway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.flow.Flows;
import dev.spillway.flow.Occasion;
import dev.spillway.flow.Run;
import dev.spillway.flow.Session;
import dev.spillway.inbox.AcceptParts;
import dev.spillway.inbox.Inbox;
import dev.spillway.inbox.InboxMetrics;
import dev.spillway.inbox.InboxReader;
import dev.spillway.inbox.InboxSettings;
import dev.spillway.inbox.Overflow;
import dev.spillway.inbox.OverflowMetrics;
import dev.spillway.inbox.OverflowParts;
import dev.spillway.inbox.OverflowRow;
import dev.spillway.inbox.OverflowSettings;
import dev.spillway.inbox.PostgresOverflow;
import dev.spillway.inbox.Receipt;
import dev.spillway.inbox.RedisInbox;
import dev.spillway.inbox.RedisTime;
import dev.spillway.inbox.RowPlace;
import dev.spillway.inbox.Watermarks;
import dev.spillway.lane.RedisLanes;
import dev.spillway.limit.Backoff;
import dev.spillway.postgres.Postgres;
import dev.spillway.postgres.PostgresSettings;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.RedisSettings;
import dev.spillway.support.Diets;
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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A backlog in the overflow and in Redis, brought out by nodes on real stores. */
class OverflowDrainIT {
    private static final int SHARDS = 16;
    private static final int CONTACTS = 200;
    private static final int EVENTS = 3_000;
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final DispatchSettings SETTINGS = settings(Duration.ZERO);

    private static DispatchSettings settings(Duration doorsFirst) {
        return new DispatchSettings(
                400,
                16,
                doorsFirst,
                Duration.ofSeconds(20),
                3,
                Duration.ofSeconds(20),
                Duration.ofSeconds(20),
                new Backoff(Duration.ofMillis(20), Duration.ofMillis(100)),
                Duration.ofHours(24),
                Duration.ofDays(30),
                Memories.lease(),
                Duration.ofSeconds(5));
    }

    private final Loop loop = new Loop();
    private final RedisSettings redisSettings = TestStores.settings(TestStores.redis());
    private final Keyspace keys = new Keyspace(redisSettings.keyPrefix(), SHARDS);
    private final Memories memories = new Memories();
    private final Map<String, List<Integer>> ran = new ConcurrentHashMap<>();
    private final Map<String, Integer> told = new ConcurrentHashMap<>();
    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicInteger questions = new AtomicInteger();
    private int turn;
    private RedisLink redis;
    private RedisInbox inbox;
    private PostgresOverflow overflow;

    @BeforeEach
    void open() {
        redis = loop.link(redisSettings);
        var time = new RedisTime(Clock.systemUTC(), SHARDS);
        var metrics = new InboxMetrics(new SimpleMeterRegistry());
        var inboxSettings = new InboxSettings(SHARDS, 512, 1 << 20, 2, 50_000, Duration.ofHours(47));
        var parts = new AcceptParts(keys, inboxSettings, metrics, LONG, 1, time, new Watermarks(SHARDS));
        inbox = loop.call(() -> Future.succeededFuture(new RedisInbox(loop.vertx(), redis, parts)));
        overflow = PostgresOverflow.start(
                loop.vertx(),
                new OverflowParts(
                        postgres(database()),
                        overflowSettings(),
                        time,
                        new OverflowMetrics(new SimpleMeterRegistry())));
        await().until(overflow::isUp);
        await().ignoreExceptions()
                .until(() -> loop.call(() -> overflow.waiting(List.of(0))).isEmpty());
    }

    private static String database() {
        var url = TestStores.postgres().url();
        var name = "t" + UUID.randomUUID().toString().substring(0, 8);
        try (var admin = new Loop()) {
            var pool = Postgres.open(admin.vertx(), postgres(url));
            admin.call(() -> pool.query("create database " + name).execute());
        }
        return url.replaceFirst("/postgres$", "/" + name);
    }

    private static PostgresSettings postgres(String url) {
        return new PostgresSettings(url, 2, Duration.ofSeconds(2), Duration.ofSeconds(5), 1000);
    }

    /** A busy machine is no outage. */
    private static OverflowSettings overflowSettings() {
        var patience = Duration.ofSeconds(10);
        return new OverflowSettings(
                patience, 1, patience, Duration.ofMillis(20), 512, 1 << 20, 20_000, 64 << 20, 4, Duration.ofSeconds(1));
    }

    @AfterEach
    void close() {
        loop.close();
    }

    /** A node that is not heard of any more once its link is closed. */
    private RedisLink start(String incarnation) {
        return start(incarnation, SETTINGS, OptionalLong::empty);
    }

    private RedisLink start(String incarnation, DispatchSettings settings, Supplier<OptionalLong> doors) {
        var work = loop.link(redisSettings);
        var ownership = Memories.owner(loop.vertx(), work, keys, incarnation);
        var parts = new Dispatcher.Parts(
                loop.vertx(),
                work,
                new InboxReader(loop.link(redisSettings), keys),
                new Counted(),
                keys,
                ownership,
                new Counting(),
                new RedisLanes(loop.vertx(), work, keys, ownership, Map::of, Diets.none()),
                memories.of(redis, keys, inbox),
                new SimpleMeterRegistry(),
                doors,
                Clock.systemUTC());
        var dispatcher = new Dispatcher(parts, settings, new DispatchMetrics(new SimpleMeterRegistry()));
        loop.call(() -> {
            dispatcher.start();
            return Future.succeededFuture();
        });
        return work;
    }

    /** Counts what Postgres is asked for. */
    private final class Counted implements Overflow {
        @Override
        public Future<Set<Integer>> waiting(Collection<Integer> shards) {
            return overflow.waiting(shards);
        }

        @Override
        public Future<List<OverflowRow>> read(Collection<Integer> shards, Collection<Long> except, int eachMax) {
            questions.incrementAndGet();
            return overflow.read(shards, except, eachMax);
        }

        @Override
        public Future<List<RowPlace>> earliest(Collection<Integer> shards, Collection<Long> except, int eachMax) {
            questions.incrementAndGet();
            return overflow.earliest(shards, except, eachMax);
        }

        @Override
        public Future<Void> remove(List<OverflowRow> rows) {
            return overflow.remove(rows);
        }
    }

    /** Counts a contact's events in its session: what takes effect twice counts twice. */
    private final class Counting implements Flows {
        @Override
        public Future<Run> run(Occasion occasion) {
            var key = occasion.event().dedupeKey().value();
            var dash = key.indexOf('-');
            ran.computeIfAbsent(key.substring(0, dash), contact -> new CopyOnWriteArrayList<>())
                    .add(Integer.valueOf(key.substring(dash + 1)));
            runs.incrementAndGet();
            var before = (Number) occasion.session().values().getOrDefault("events", 0);
            var session = new Session(Map.of("events", before.intValue() + 1));
            return Future.succeededFuture(new Run(List.of(), List.of(), session, List.of()));
        }

        @Override
        public boolean wantsSession(EventKind kind) {
            return true;
        }
    }

    /** The next events of contacts, by turns. */
    private List<Event> next(int count) {
        var events = new ArrayList<Event>();
        for (var i = 0; i < count; i++) {
            var contact = "521555" + (1_000_000 + turn++ % CONTACTS);
            var number = told.merge(contact, 1, Integer::sum);
            events.add(Events.message(contact + "-" + number, contact, SHARDS));
        }
        return events;
    }

    private void accept(Inbox to, int count) {
        var events = next(count);
        assertThat(loop.call(() -> to.accept(events))).containsOnly(Receipt.ACCEPTED);
    }

    /** By turns, as when Redis is late now and then: a contact's events are in both stores. */
    private void backlog() {
        for (var i = 0; i < 6; i++) accept(i % 2 == 0 ? overflow : inbox, EVENTS / 6);
    }

    private void awaitTheEnd() {
        var shards = IntStream.range(0, SHARDS).boxed().toList();
        await().atMost(LONG)
                .until(() -> loop.call(() -> overflow.waiting(shards)).isEmpty() && left() == 0);
    }

    private long left() {
        return IntStream.range(0, SHARDS)
                .mapToLong(shard -> count(Command.XLEN, shard, "inbox") + count(Command.ZCARD, shard, "delayed"))
                .sum();
    }

    private long count(Command command, int shard, String name) {
        return loop.call(() -> redis.send(Request.cmd(command).arg(keys.ofShard(shard, name))))
                .toLong();
    }

    /** Each event ran, none before an earlier one of its contact, and each took effect once. */
    private void assertInOrderAndOnce() {
        told.forEach((contact, count) -> {
            var firstRuns =
                    ran.getOrDefault(contact, List.of()).stream().distinct().toList();
            assertThat(firstRuns)
                    .isEqualTo(IntStream.rangeClosed(1, count).boxed().toList());
            assertThat(session(contact)).isEqualTo("{\"events\":" + count + "}");
        });
    }

    private String session(String contact) {
        var event = Events.message("any", contact, SHARDS);
        var key = keys.ofShard(event.shard(), "session:" + event.contactKey().value());
        return String.valueOf(
                loop.call(() -> redis.send(Request.cmd(Command.GET).arg(key))));
    }

    @Test
    void bringsABacklogOutInOrderAndOnceByFewQuestions() {
        backlog();
        start("a");
        awaitTheEnd();
        assertInOrderAndOnce();
        assertThat(runs).hasValue(EVENTS);
        assertThat(questions.get()).isLessThan(EVENTS / 20);
    }

    @Test
    void bringsItOutInOrderAndOnceWhileMoreComes() {
        backlog();
        start("a");
        for (var i = 0; i < 20; i++) accept(i % 4 == 0 ? overflow : inbox, 50);
        awaitTheEnd();
        assertInOrderAndOnce();
    }

    @Test
    void leavesNothingAndDoublesNothingWhereANodeDiesInTheMiddle() {
        backlog();
        for (var node = 1; node <= 4; node++) {
            var enough = EVENTS * node / 6;
            var dying = start("node" + node);
            await().atMost(LONG).until(() -> runs.get() >= enough);
            loop.call(dying::close);
        }
        start("last");
        awaitTheEnd();
        assertInOrderAndOnce();
    }

    @Test
    void bringsItOutNoFasterThanTheDoorsAllow() throws InterruptedException {
        accept(overflow, EVENTS);
        var looks = new AtomicInteger();
        var lateNanos = new AtomicLong(Duration.ofSeconds(1).toNanos());
        // Prompt now and then: else giving way would count as in vain.
        start(
                "a",
                settings(Duration.ofMillis(3)),
                () -> OptionalLong.of(looks.incrementAndGet() % 8 == 0 ? 1 : lateNanos.get()));
        await().atMost(LONG).until(() -> runs.get() > 0);
        TimeUnit.SECONDS.sleep(1);
        assertThat(runs.get()).isLessThan(EVENTS / 2); // some hundreds before the first look, then a little over 200/s
        lateNanos.set(1);
        awaitTheEnd();
        assertInOrderAndOnce();
    }

    @Test
    void sharesItWithANodeThatJoins() {
        backlog();
        start("a");
        await().atMost(LONG).until(() -> runs.get() >= EVENTS / 10);
        start("b");
        awaitTheEnd();
        assertInOrderAndOnce();
        assertThat(runs).hasValue(EVENTS);
    }
}
