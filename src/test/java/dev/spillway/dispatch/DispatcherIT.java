package dev.spillway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.flow.Flows;
import dev.spillway.flow.Occasion;
import dev.spillway.flow.Run;
import dev.spillway.flow.Session;
import dev.spillway.inbox.DedupeMark;
import dev.spillway.inbox.InboxMetrics;
import dev.spillway.inbox.InboxReader;
import dev.spillway.inbox.InboxSettings;
import dev.spillway.inbox.Receipt;
import dev.spillway.inbox.RedisInbox;
import dev.spillway.lane.Delivery;
import dev.spillway.lane.Priority;
import dev.spillway.lane.RedisLanes;
import dev.spillway.limit.Backoff;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.RedisSettings;
import dev.spillway.support.Diets;
import dev.spillway.support.Events;
import dev.spillway.support.Loop;
import dev.spillway.support.TestStores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.ResourceLockTarget;

/** They wait for leases and repeats, and do so side by side. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = DispatcherIT.REDIS, mode = ResourceAccessMode.READ, target = ResourceLockTarget.CHILDREN)
class DispatcherIT {
    /** Some tests disturb all who use it. */
    static final String REDIS = "redis";

    private static final int SHARDS = 8;
    private static final DispatchSettings SETTINGS = new DispatchSettings(
            200,
            16,
            Duration.ZERO,
            Duration.ofSeconds(5),
            3,
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            new Backoff(Duration.ofMillis(20), Duration.ofMillis(100)),
            Duration.ofHours(24),
            Duration.ofDays(30),
            Memories.lease(),
            Duration.ofSeconds(5));

    private final Memories memories = new Memories();
    private final FakeOverflow overflow = new FakeOverflow();
    private final Loop loop = new Loop();
    private final RedisSettings redisSettings = TestStores.settings(TestStores.redis());
    private final Keyspace keys = new Keyspace(redisSettings.keyPrefix(), SHARDS);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<String> ran = new CopyOnWriteArrayList<>();
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private DispatchSettings settings = SETTINGS;
    private Clock clock = Clock.systemUTC();
    private final Collection<String> strangers = new ConcurrentLinkedQueue<>();
    private RedisLink redis;
    private RedisLink work;
    private RedisInbox inbox;
    private RedisLanes lanes;

    @BeforeEach
    void connect() {
        redis = loop.link(redisSettings);
        work = redis;
        lanes = new RedisLanes(loop.vertx(), redis, keys, shard -> Optional.empty(), Map::of, Diets.none());
        var inboxSettings = new InboxSettings(SHARDS, 512, 1 << 20, 2, 10_000, Duration.ofHours(47));
        inbox = loop.call(() -> Future.succeededFuture(
                new RedisInbox(loop.vertx(), redis, keys, inboxSettings, new InboxMetrics(registry))));
    }

    @AfterEach
    void close() {
        loop.close();
    }

    private void start(String incarnation, Function<Occasion, Future<Run>> decide) {
        work = loop.link(redisSettings);
        var ownership = Memories.owner(loop.vertx(), work, keys, incarnation);
        lanes = new RedisLanes(loop.vertx(), work, keys, ownership, Map::of, Diets.none());
        var parts = new Dispatcher.Parts(
                loop.vertx(),
                work,
                new InboxReader(loop.link(redisSettings), keys),
                overflow,
                keys,
                ownership,
                flows(decide),
                lanes,
                memories.of(redis, keys, inbox),
                new SimpleMeterRegistry(),
                OptionalLong::empty,
                clock);
        var dispatcher = new Dispatcher(parts, settings, new DispatchMetrics(registry));
        loop.call(() -> {
            dispatcher.start();
            return Future.succeededFuture();
        });
    }

    /** It is not heard of any more. */
    private void die() {
        work.close().await();
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

    @Test
    void readsNoMoreOfTheOverflowThanItMayHaveInFlight() {
        for (var i = 0; i < 2_000; i++) {
            overflow.add(
                    Events.message("r" + i, "52155" + i, SHARDS),
                    Clock.systemUTC().instant());
        }
        start("a", occasion -> io.vertx.core.Promise.<Run>promise().future());
        await().until(() -> inFlight() >= SETTINGS.inFlightMax());
        await().during(Duration.ofSeconds(1)).until(() -> inFlight() <= SETTINGS.inFlightMax() + 2 * SHARDS);
    }

    @Test
    void readsTheOverflowHoweverLittleRoomIsLeft() {
        start(
                "a",
                occasion -> occasion.event().dedupeKey().value().startsWith("e")
                        ? io.vertx.core.Promise.<Run>promise().future()
                        : note(occasion));
        accept(IntStream.range(0, SETTINGS.inFlightMax() - 1)
                .mapToObj(i -> Events.message("e" + i, "52155" + i, SHARDS))
                .toArray(Event[]::new));
        await().until(() -> inFlight() == SETTINGS.inFlightMax() - 1);
        for (var i = 0; i < 20; i++) {
            overflow.add(
                    Events.message("row" + i, "52166" + i, SHARDS),
                    Clock.systemUTC().instant());
        }
        await().atMost(SETTINGS.runTimeout().dividedBy(2)).until(() -> ran.size() == 20);
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
        start("a", occasion -> io.vertx.core.Promise.<Run>promise().future());
        accept(Events.message("left", "521", SHARDS));
        await().until(() -> inFlight() > 0);
        die();
        start("b", this::note);
        await().until(() -> ran.contains("left"));
        await().until(() -> left("inbox") == 0);
    }

    @Test
    @ResourceLock(REDIS)
    void goesOnAfterRedisCameBackEmpty() {
        start("a", this::note);
        accept(Events.message("before", "521", SHARDS));
        await().until(() -> ran.contains("before"));
        forget();
        accept(Events.message("after", "522", SHARDS));
        await().until(() -> ran.contains("after"));
        await().until(() -> left("inbox") == 0);
    }

    /** Fails so often before it runs. */
    private Future<Run> failing(Occasion occasion, String which, int times) {
        return occasion.event().dedupeKey().value().equals(which) && occasion.attempt() <= times
                ? Future.failedFuture(new IllegalStateException("not yet"))
                : note(occasion);
    }

    @Test
    void letsLaterEventsOfAContactWaitBehindOneThatFails() {
        start("a", occasion -> failing(occasion, "e0", 2));
        for (var i = 0; i < 5; i++) accept(Events.message("e" + i, "521", SHARDS));
        await().until(() -> ran.size() == 5);
        assertThat(ran).containsExactly("e0", "e1", "e2", "e3", "e4");
    }

    @Test
    void letsNobodyElseWaitBehindAFailingEvent() {
        start("a", occasion -> failing(occasion, "e0", 2));
        accept(Events.message("e0", "521", SHARDS), Events.message("other", "522", SHARDS));
        await().until(() -> ran.contains("e0"));
        assertThat(ran).containsExactly("other", "e0");
    }

    @Test
    void letsStatusesPassBehindAFailingEvent() {
        settings = patient(Duration.ofSeconds(20));
        start("a", occasion -> failing(occasion, "e0", 2));
        accept(Events.message("e0", "521", SHARDS));
        await().until(() -> retried() > 0);
        accept(Events.status("s1", "521", SHARDS), Events.message("e1", "521", SHARDS));
        await().until(() -> ran.size() == 3);
        assertThat(ran).containsExactly("s1", "e0", "e1");
    }

    /** Nothing here bears a second thread, and a future without a context would end on one that all event loops share. */
    @Test
    void putsARunOffOnItsOwnEventLoopWhenItTakesTooLong() {
        settings = hasty(Duration.ofMillis(200));
        clock = new WatchfulClock(strangers);
        start("a", occasion -> occasion.attempt() == 1 ? Promise.<Run>promise().future() : note(occasion));
        accept(Events.message("e0", "521", SHARDS), Events.message("e1", "522", SHARDS));
        await().until(() -> ran.size() == 2);
        assertThat(retried()).isGreaterThanOrEqualTo(2);
        assertThat(strangers).isEmpty();
    }

    /**
     * Given up and put off, a run must not reserve its row any more: it would take the repeat out of the inbox that Redis
     * accepted meanwhile, and nobody would run either.
     */
    @Test
    @ResourceLock(REDIS)
    void doesNotGiveARunUpWhileRedisKeepsItWaitingForItsRow() {
        settings = hasty(Duration.ofMillis(200));
        start("a", this::note);
        accept(Events.message("before", "521", SHARDS)); // whose shard is open then
        await().until(() -> ran.contains("before"));
        loop.call(() ->
                redis.send(Request.cmd(Command.CLIENT).arg("PAUSE").arg(1_500).arg("WRITE")));
        overflow.add(Events.message("row", "521", SHARDS), Clock.systemUTC().instant());
        await().until(() -> overflow.size() == 0);
        assertThat(ran).containsExactly("before", "row");
        assertThat(retried()).isZero();
    }

    private static DispatchSettings hasty(Duration runTimeout) {
        return with(SETTINGS, SETTINGS.inFlightMax(), runTimeout, SETTINGS.holdMax());
    }

    private static DispatchSettings holding(Duration holdMax) {
        return with(SETTINGS, SETTINGS.inFlightMax(), SETTINGS.runTimeout(), holdMax);
    }

    private static DispatchSettings with(
            DispatchSettings others, int inFlightMax, Duration runTimeout, Duration holdMax) {
        return new DispatchSettings(
                inFlightMax,
                others.readEachMax(),
                others.doorsFirst(),
                runTimeout,
                others.attemptsMax(),
                holdMax,
                others.overflowUnknownMax(),
                others.backoff(),
                others.sessionTtl(),
                others.homeTtl(),
                others.lease(),
                others.stopGrace());
    }

    /** Remembers who asks it from elsewhere than an event loop. */
    private static final class WatchfulClock extends Clock {
        private final Collection<String> strangers;

        WatchfulClock(Collection<String> strangers) {
            this.strangers = strangers;
        }

        @Override
        public Instant instant() {
            if (!Context.isOnEventLoopThread())
                strangers.add(Thread.currentThread().getName());
            return Clock.systemUTC().instant();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("nobody asks for another zone");
        }
    }

    private double retried() {
        return registry.get("gateway.dispatch.runs")
                .tag("result", "retried")
                .counter()
                .count();
    }

    /** Tries for ever, and seldom. */
    private static DispatchSettings patient(Duration holdMax) {
        return new DispatchSettings(
                200,
                16,
                Duration.ZERO,
                Duration.ofSeconds(5),
                100,
                holdMax,
                Duration.ofSeconds(1),
                new Backoff(Duration.ofMillis(400), Duration.ofSeconds(2)),
                Duration.ofHours(24),
                Duration.ofDays(30),
                Memories.lease(),
                Duration.ofSeconds(5));
    }

    @Test
    void goesOnPastAnEventThatFailsForTooLongAndSaysSo() {
        settings = patient(Duration.ofMillis(300));
        start("a", occasion -> failing(occasion, "e0", 3));
        accept(Events.message("e0", "521", SHARDS), Events.message("e1", "521", SHARDS));
        await().until(() -> ran.size() == 2);
        assertThat(ran).containsExactly("e1", "e0");
        assertThat(ledger(Events.message("e1", "521", SHARDS).shard())).contains("\"passes\"");
    }

    private String ledger(int shard) {
        return loop.call(() -> redis.send(Request.cmd(Command.XRANGE)
                        .arg(keys.ofShard(shard, "ledger"))
                        .arg("-")
                        .arg("+")))
                .toString();
    }

    /** The one that fails is waited for however slow the machine is: else the others would pass it, as they may. */
    @Test
    void keepsTheOrderOfAContactWithMoreEventsThanItsLineHolds() {
        settings = holding(Duration.ofMinutes(1));
        var expected = IntStream.range(0, 400).mapToObj(i -> "e" + i).toList();
        accept(expected.stream()
                .map(each -> Events.message(each, "521", SHARDS))
                .toArray(Event[]::new));
        start("a", occasion -> failing(occasion, "e3", 1));
        await().until(() -> ran.size() == expected.size());
        assertThat(ran).isEqualTo(expected);
        await().until(() -> left("inbox") == 0);
    }

    @Test
    void runsInboxAndOverflowAsOneSequence() throws InterruptedException {
        for (var i = 0; i < 10; i++) {
            var event = Events.message("e" + i, "521", SHARDS);
            if (i % 3 == 1) overflow.add(event, Clock.systemUTC().instant());
            else accept(event);
            Thread.sleep(3);
        }
        start("a", this::note);
        await().until(() -> ran.size() == 10);
        assertThat(ran).isEqualTo(IntStream.range(0, 10).mapToObj(i -> "e" + i).toList());
        await().until(() -> overflow.size() == 0);
    }

    @Test
    void doesNotLetAnEventPassARowThatCameWhileItMerged() {
        overflow.add(
                Events.message("e0", "521", SHARDS), Clock.systemUTC().instant().minusMillis(40));
        // On the loop of the dispatcher: between its look at the rows and its read of the inbox.
        overflow.afterRead(() -> {
            overflow.add(
                    Events.message("e1", "521", SHARDS),
                    Clock.systemUTC().instant().minusMillis(20));
            inbox.accept(List.of(Events.message("e2", "521", SHARDS)));
        });
        start("a", this::note);
        await().until(() -> ran.size() == 3);
        assertThat(ran).containsExactly("e0", "e1", "e2");
    }

    @Test
    void runsAnEventOnceThatIsInTheInboxAndInTheOverflow() {
        var event = Events.message("both", "521", SHARDS);
        accept(event);
        overflow.add(event, Clock.systemUTC().instant());
        start(
                "a",
                occasion -> Future.succeededFuture(new Run(List.of(delivery(occasion)), List.of(), null, List.of())));
        await().until(() -> left("inbox") == 0 && overflow.size() == 0);
        assertThat(loop.call(() -> lanes.take("crm", 5))).hasSize(1);
    }

    @Test
    void runsAnEventInThePlaceOfItsFirstAcceptanceThoughItCameAgain() {
        var now = Clock.systemUTC().instant();
        overflow.add(Events.message("first", "521", SHARDS), now.minusMillis(40));
        overflow.add(Events.message("second", "521", SHARDS), now.minusMillis(20));
        accept(Events.message("first", "521", SHARDS));
        var life = markLivesMs("first");
        start("a", this::note);
        await().until(() -> left("inbox") == 0 && overflow.size() == 0);
        // The repeat had been read before it was taken out: what comes of it is committed nowhere.
        assertThat(ran).startsWith("first", "second");
        assertThat(markLivesMs("first")).as("no longer than it was set for").isBetween(1L, life);
        assertThat(registry.get("gateway.dispatch.repeats.removed").counter().count())
                .isEqualTo(1);
        assertThat(registry.get("gateway.dispatch.repeats").counter().count()).isZero();
    }

    private long markLivesMs(String message) {
        var mark = DedupeMark.of(keys, Events.message(message, "521", SHARDS));
        return loop.call(() -> redis.send(Request.cmd(Command.PTTL).arg(mark))).toLong();
    }

    @Test
    void recognisesTheRepeatOfAnEventThatCameByTheOverflow() {
        overflow.add(Events.message("e", "521", SHARDS), Clock.systemUTC().instant());
        start("a", this::note);
        await().until(() -> ran.contains("e") && overflow.size() == 0);
        assertThat(loop.call(() -> inbox.accept(List.of(Events.message("e", "521", SHARDS)))))
                .containsExactly(Receipt.DUPLICATE);
    }

    @Test
    void findsWhatOverflowsWhileItRuns() {
        start("a", this::note);
        accept(Events.message("one", "521", SHARDS));
        await().until(() -> ran.contains("one"));
        overflow.add(Events.message("two", "521", SHARDS), Clock.systemUTC().instant());
        await().until(() -> ran.contains("two"));
    }

    @Test
    void waitsOnlyForAWhileForPostgresToTellOfTheOverflow() {
        overflow.away(true);
        start("a", this::note);
        accept(Events.message("e", "521", SHARDS));
        await().atMost(Duration.ofSeconds(4)).until(() -> ran.contains("e"));
    }

    @Test
    void keepsTheOrderWhenAnotherOwnerTakesOverBehindAFailingEvent() {
        settings = patient(Duration.ofSeconds(20));
        start("a", occasion -> Future.failedFuture(new IllegalStateException("never here")));
        accept(Events.message("e0", "521", SHARDS), Events.message("e1", "521", SHARDS));
        await().until(() -> retried() > 0);
        die();
        start("b", this::note);
        await().until(() -> ran.size() == 2);
        assertThat(ran).containsExactly("e0", "e1");
    }

    /** All that was put off comes back, and what waits for an event must not take the room that the event needs. */
    @Test
    void getsAnEventBackThoughThoseThatWaitForItComeFirst() {
        settings = cramped(4);
        start("a", occasion -> switch (occasion.event().kind()) {
            case STATUS -> failing(occasion, occasion.event().dedupeKey().value(), 1);
            default -> failing(occasion, "e0", 2);
        });
        accept(Events.message("e0", "521", SHARDS));
        await().until(() -> retried() >= 2);
        for (var i = 0; i < 8; i++) accept(Events.status("s" + i, "521", SHARDS));
        await().until(() -> ran.size() == 9);
    }

    /** Tries for ever, waits for long, and holds few. */
    private static DispatchSettings cramped(int inFlightMax) {
        var patient = patient(Duration.ofMinutes(1));
        return with(patient, inFlightMax, SETTINGS.runTimeout(), patient.holdMax());
    }

    /** While nobody could run the event, the time it may be waited for does not pass. */
    @Test
    void waitsAnewForAnEventThatWasPutOffBeforeItsShardWasTakenOver() {
        var holdMax = Duration.ofMillis(1_500);
        settings = patient(holdMax);
        start("a", occasion -> Future.failedFuture(new IllegalStateException("never here")));
        accept(Events.message("e0", "521", SHARDS), Events.message("e1", "521", SHARDS));
        await().until(() -> retried() > 0);
        die();
        await().pollDelay(holdMax).until(() -> true);
        start("b", occasion -> failing(occasion, "e0", 2));
        await().until(() -> ran.size() == 2);
        assertThat(ran).containsExactly("e0", "e1");
    }

    private void forget() {
        var all = loop.call(() -> redis.send(Request.cmd(Command.KEYS).arg(redisSettings.keyPrefix() + ":*")));
        for (var key : all) loop.call(() -> redis.send(Request.cmd(Command.DEL).arg(key.toBuffer())));
        loop.call(() -> redis.send(Request.cmd(Command.SCRIPT).arg("FLUSH")));
    }
}
