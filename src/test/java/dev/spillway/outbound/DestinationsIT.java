package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.Connector;
import dev.spillway.connector.ConnectorLoader;
import dev.spillway.connector.HttpCall;
import dev.spillway.connector.Outcome;
import dev.spillway.connector.Step;
import dev.spillway.event.Deadline;
import dev.spillway.event.Payload;
import dev.spillway.lane.Delivery;
import dev.spillway.limit.Backoff;
import dev.spillway.limit.Rate;
import dev.spillway.limit.RedisLimits;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.RedisSettings;
import dev.spillway.support.TestStores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The whole nest: real limits in Redis, real HTTP. */
class DestinationsIT {
    private static final Rate RATE = new Rate(10, 50);

    private final Loop backend = new Loop();
    private final Loop loop = new Loop();
    private final Loop otherLoop = new Loop();
    private final RedisSettings redis = TestStores.settings(TestStores.redis());
    private final AtomicInteger arrived = new AtomicInteger();

    @AfterEach
    void close() {
        Stream.of(loop, otherLoop, backend).forEach(Loop::close);
    }

    /** What a stall of the machine leaves in the bucket is made up for as long as the bucket holds it: 200 ms. */
    @Test
    void givesADestinationItsWholeRateAndNeverMoreFromTwoNodes() throws Exception {
        var port = serve();
        var until = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        var work = Stream.of(loop, otherLoop)
                .flatMap(each -> keepAsking(each, node(each, port), until))
                .toList();
        Thread.sleep(1000);

        var begun = System.nanoTime();
        var before = arrived.get();
        Thread.sleep(3000);
        var came = arrived.get() - before;
        var seconds = (System.nanoTime() - begun) / 1e9;

        assertThat((double) came).isLessThanOrEqualTo(RATE.capacity() + RATE.perSecond() * seconds + 1);
        assertThat((double) came).isGreaterThanOrEqualTo(0.98 * RATE.perSecond() * 3);
        Loop.await(Future.all(work));
    }

    private static Stream<Future<Void>> keepAsking(Loop on, Destinations node, long until) {
        return IntStream.range(0, 8).mapToObj(n -> on.start(() -> askUntil(node, "erp", until)));
    }

    @Test
    void asksTheErpAtItsOwnPaceWhileTheCrmHangs() {
        var port = serve();
        var node = node(loop, port);
        var hanging = IntStream.range(0, 50)
                .mapToObj(i -> loop.start(() -> ask(node, "crm", Duration.ofSeconds(2))))
                .toList();

        var begun = System.nanoTime();
        for (int i = 0; i < 20; i++) assertThat(asked(node).kind()).isEqualTo(Outcome.Kind.DONE);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
        Loop.await(Future.join(hanging));
        assertThat(hanging).allMatch(late -> late.result().kind() == Outcome.Kind.UNAVAILABLE);
    }

    @Test
    void refusesAtOnceWithoutRedis() {
        var port = serve();
        var away = new RedisSettings(
                "redis://127.0.0.1:1",
                "t",
                RedisSettings.Acknowledge.FSYNC,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                100);
        var node = node(loop, away, List.of(plan("erp", port)));

        var outcome = asked(node);

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.UNAVAILABLE);
        assertThat(outcome.reason()).isEqualTo("no token: the limits cannot be reached");
        assertThat(arrived).hasValue(0);
    }

    @Test
    void deliversWhatIsInTheLaneAndSendsNothingAfterItWasStopped() {
        var port = serve();
        var node = node(loop, redis, List.of(plan("erp", port)));
        var lanes = new FakeLanes(new FakeTime());
        loop.on(() -> {
            node.pump(lanes, delivery -> "");
            lanes.append(Samples.delivery(1), Samples.delivery(2));
            return Future.succeededFuture();
        });

        Awaitility.await()
                .until(() -> loop.on(() -> Future.succeededFuture(lanes.done().size() == 2)));
        loop.on(node::stop);

        assertThat(asked(node).kind()).isEqualTo(Outcome.Kind.UNAVAILABLE);
        assertThat(arrived).hasValue(2);
    }

    @Test
    void deliversEachOnceAfterTheDestinationWasDownForAWhile() {
        var notes = new ConcurrentHashMap<String, Integer>();
        var upAt = System.nanoTime() + Duration.ofMillis(1500).toNanos();
        var port = serve(request -> {
            var up = System.nanoTime() >= upAt;
            if (up) notes.merge(request.getHeader("idempotency-key"), 1, Integer::sum);
            request.response().setStatusCode(up ? 201 : 503).end();
        });
        var node = node(loop, redis, List.of(new Destinations.Plan("crm", notes(port), patient())));
        var lanes = new FakeLanes(Clock.systemUTC(), Alarms.of(loop.vertx));
        loop.on(() -> {
            node.pump(lanes, delivery -> "");
            IntStream.range(0, 30).forEach(i -> lanes.append(Samples.delivery(i)));
            return Future.succeededFuture();
        });

        Awaitility.await()
                .until(() -> loop.on(() -> Future.succeededFuture(lanes.done().size() == 30)));
        assertThat(notes)
                .hasSize(30)
                .allSatisfy((key, times) -> assertThat(times).isEqualTo(1));
    }

    @Test
    void triesADestinationWithNoWorkWhileItSaysThatItIsDown() {
        var up = new AtomicBoolean();
        var asked = new AtomicInteger();
        var port = serve(request -> {
            if (request.path().equals("/ping")) asked.incrementAndGet();
            else arrived.incrementAndGet();
            request.response().setStatusCode(up.get() ? 200 : 503).end("{\"id\":\"t-1\"}");
        });
        var connector = ConnectorLoader.load("crm.yaml", ASKED, Map.of("base", "http://127.0.0.1:" + port));
        var node = node(loop, redis, List.of(new Destinations.Plan("crm", connector, patient())));
        var lanes = new FakeLanes(Clock.systemUTC(), Alarms.of(loop.vertx));
        loop.on(() -> {
            node.pump(lanes, delivery -> "");
            IntStream.range(0, 30).forEach(i -> lanes.append(task(i)));
            return Future.succeededFuture();
        });
        Awaitility.await().until(() -> asked.get() > 2);
        var tried = arrived.get();
        var before = asked.get();

        Awaitility.await().until(() -> asked.get() > before + 3);
        assertThat(arrived).hasValue(tried);
        up.set(true);
        Awaitility.await()
                .until(() -> loop.on(() -> Future.succeededFuture(lanes.done().size() == 30)));
    }

    private static final String ASKED = """
            connector: crm
            params:
              base: {required: true}
            health:
              every: PT1H
              steps:
                - call: {method: GET, url: "{base}/ping"}
            operations:
              createTask:
                write: true
                idempotency: {strategy: ledger-only}
                steps:
                  - call: {method: POST, url: "{base}/tasks"}
                    out: "{'id': body.id}"
            """;

    private static Delivery task(int number) {
        var like = Samples.delivery(number);
        return new Delivery(
                like.id(),
                like.destination(),
                like.priority(),
                like.contact(),
                like.event(),
                like.acceptedAt(),
                like.step(),
                "createTask",
                Map.of("subject", "s"),
                like.locale(),
                false);
    }

    private static Connector notes(int port) {
        return Samples.connector(operation -> {
            var key = Map.of("idempotency-key", operation.context().idempotencyKey());
            var uri = URI.create("http://127.0.0.1:" + port + "/notes");
            var call = new HttpCall("POST", uri, key, Payload.of("{}"), Duration.ofSeconds(1), true);
            return new Step.Call(call, Samples::judge);
        });
    }

    private static DestinationSettings patient() {
        var settings = Samples.settings(4);
        return new DestinationSettings(
                4,
                100,
                settings.rate(),
                settings.callTimeout(),
                settings.operationTimeout(),
                settings.breaker(),
                new Backoff(Duration.ofMillis(50), Duration.ofMillis(400)),
                100,
                Duration.ZERO,
                settings.pauseMax());
    }

    private Destinations node(Loop on, int port) {
        return node(on, redis, List.of(plan("erp", port), plan("crm", port)));
    }

    private Destinations node(Loop on, RedisSettings settings, List<Destinations.Plan> plans) {
        Promise<Destinations> made = Promise.promise();
        on.on(() -> {
            var link = RedisLink.open(on.vertx, settings, "test");
            var keys = new Keyspace(settings.keyPrefix(), 64);
            var limits = new RedisLimits(link, keys, new SimpleMeterRegistry());
            var node = new Destinations(
                    on.vertx,
                    Clock.systemUTC(),
                    new Destinations.Shared(
                            limits, Unpaced.BEATS, new RedisLogins(link, keys), new RedisBoard(link, keys)),
                    new Destinations.Node(UUID.randomUUID().toString(), "test"),
                    new SimpleMeterRegistry(),
                    new OutboundSettings(Duration.ofSeconds(2), Duration.ofSeconds(4), 1 << 20, Duration.ofSeconds(2)),
                    plans);
            if (settings.equals(redis)) link.onUp(() -> made.tryComplete(node));
            else made.complete(node);
            return made.future();
        });
        return Loop.await(made.future());
    }

    private static Destinations.Plan plan(String name, int port) {
        var settings = Samples.settings(8);
        var limited = new DestinationSettings(
                8,
                100,
                RATE,
                settings.callTimeout(),
                settings.operationTimeout(),
                settings.breaker(),
                settings.backoff(),
                5,
                Duration.ZERO,
                settings.pauseMax());
        return new Destinations.Plan(name, connector(name, port), limited);
    }

    private static Connector connector(String name, int port) {
        var uri = URI.create("http://127.0.0.1:" + port + "/" + name);
        return Samples.connector(operation -> new Step.Call(Samples.call("GET", uri, false), Samples::judge));
    }

    /** The ERP answers, the CRM hangs. */
    private int serve() {
        return serve(request -> {
            arrived.incrementAndGet();
            if (request.path().equals("/erp")) request.response().end("{}");
        });
    }

    private int serve(Handler<HttpServerRequest> handler) {
        var server = backend.vertx.createHttpServer().requestHandler(handler);
        return Loop.await(server.listen(0, "127.0.0.1")).actualPort();
    }

    private static Future<Void> askUntil(Destinations node, String name, long until) {
        if (System.nanoTime() >= until) return Future.succeededFuture();
        return ask(node, name, Duration.ofSeconds(5)).compose(outcome -> askUntil(node, name, until));
    }

    private Outcome asked(Destinations node) {
        return loop.on(() -> ask(node, "erp", Duration.ofSeconds(5)));
    }

    private static Future<Outcome> ask(Destinations node, String name, Duration budget) {
        return node.lookup(name, Samples.operation(), Deadline.after(Clock.systemUTC(), budget));
    }
}
