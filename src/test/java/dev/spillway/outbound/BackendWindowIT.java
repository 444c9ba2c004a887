package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.Allowance;
import dev.spillway.connector.Connector;
import dev.spillway.connector.ConnectorLoader;
import dev.spillway.connector.HttpCall;
import dev.spillway.connector.Operation;
import dev.spillway.connector.Outcome;
import dev.spillway.connector.Step;
import dev.spillway.connector.Toll;
import dev.spillway.event.Deadline;
import dev.spillway.event.Payload;
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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Two nodes that want far more than a backend allows: it refuses next to nothing, and is used to the full. Some calls a second for
 * some seconds: each has backend and nodes of its own, and they run side by side.
 */
@Execution(ExecutionMode.CONCURRENT)
class BackendWindowIT {
    private static final int PER_SECOND = 20;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final double POINTS_MAX = 60;
    private static final double RESTORED = 50;
    private static final double DEPOSIT = 10;
    private static final double COST_IN_THE_END = 4;
    private static final Toll TOLL =
            new Toll("", "backend:" + UUID.randomUUID(), "", new Allowance.Within(PER_SECOND, SECOND), 1, 0, null);

    private final Loop backend = new Loop();
    private final Loop loop = new Loop();
    private final Loop otherLoop = new Loop();
    private final RedisSettings redis = TestStores.settings(TestStores.redis());
    private final Deque<Long> window = new ArrayDeque<>();
    private double points = POINTS_MAX;
    private long filledAt = System.nanoTime();
    private final AtomicInteger served = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    @AfterEach
    void close() {
        Stream.of(loop, otherLoop, backend).forEach(Loop::close);
    }

    @Test
    void isUsedToTheFullAndRefusesNextToNothing() throws Exception {
        offer(connector(listen(this::serve)), Duration.ofSeconds(5));

        assertThat((double) served.get()).isGreaterThanOrEqualTo(0.95 * 5 * PER_SECOND);
        assertThat((double) refused.get()).isLessThanOrEqualTo(0.03 * served.get());
    }

    /** What comes back a second is 12.5 times what a call has cost in the end. */
    @Test
    void takesAllThatABucketGivesBackWhoseAnswersSayWhatACallHasCost() throws Exception {
        offer(paying(listen(this::charge)), Duration.ofSeconds(4));

        assertThat((double) served.get()).isGreaterThanOrEqualTo(0.95 * 4 * RESTORED / COST_IN_THE_END);
        assertThat((double) refused.get()).isLessThanOrEqualTo(0.03 * served.get());
    }

    private int listen(Handler<HttpServerRequest> handler) {
        var server = backend.vertx.createHttpServer().requestHandler(handler);
        return Loop.await(server.listen(0, "127.0.0.1")).actualPort();
    }

    /** Counts what both nodes get through in a while, after some time in which what had gathered is used up. */
    private void offer(Connector connector, Duration time) throws InterruptedException {
        var until = System.nanoTime() + time.plusSeconds(2).toNanos();
        var work = Stream.of(loop, otherLoop)
                .flatMap(each -> keepAsking(each, node(each, connector), until))
                .toList();
        Thread.sleep(1500);
        served.set(0);
        refused.set(0);
        Thread.sleep(time.toMillis());
        var used = served.get();
        Loop.await(Future.all(work));
        served.set(used);
    }

    /** Takes a deposit of ten points, and gives back what a call has not cost. */
    private void charge(HttpServerRequest request) {
        fill(0);
        if (points < DEPOSIT) {
            refused.incrementAndGet();
            request.response().end("{\"left\": " + Math.floor(points) + "}");
            return;
        }
        points -= DEPOSIT;
        backend.vertx.setTimer(20, done -> {
            fill(DEPOSIT - COST_IN_THE_END);
            served.incrementAndGet();
            request.response().end("{\"left\": " + Math.floor(points) + "}");
        });
    }

    private void fill(double more) {
        var now = System.nanoTime();
        points = Math.min(POINTS_MAX, points + (now - filledAt) / 1e9 * RESTORED + more);
        filledAt = now;
    }

    private static Connector paying(int port) {
        var yaml = """
                connector: limited
                limits:
                  - {group: %s, bucket: {max: 60, restorePerSecond: 50}, cost: "10", feedback: {body: body.left}}
                operations:
                  getOrder:
                    write: false
                    steps:
                      - call: {method: GET, url: "http://127.0.0.1:%d/x"}
                        out: "{'number': '1', 'status': 'shipped'}"
                """;
        return ConnectorLoader.load("limited.yaml", yaml.formatted("points" + UUID.randomUUID(), port), Map.of());
    }

    /** Counts as strictly as anybody can: those it served within the second before. */
    private void serve(HttpServerRequest request) {
        var now = System.nanoTime();
        while (!window.isEmpty() && now - window.peek() >= SECOND.toNanos()) window.remove();
        if (window.size() < PER_SECOND) {
            window.add(now);
            served.incrementAndGet();
            request.response().end("{}");
        } else {
            refused.incrementAndGet();
            request.response().setStatusCode(429).end();
        }
    }

    private static Stream<Future<Void>> keepAsking(Loop on, Destinations node, long until) {
        return IntStream.range(0, 20).mapToObj(n -> on.start(() -> askUntil(node, until)));
    }

    private static Future<Void> askUntil(Destinations node, long until) {
        if (System.nanoTime() >= until) return Future.succeededFuture();
        var operation = new Operation("getOrder", Map.of("orderNumber", "1"), Operation.Context.lookup("e", "es-MX"));
        return node.lookup("erp", operation, Deadline.after(Clock.systemUTC(), Duration.ofSeconds(5)))
                .compose(outcome -> askUntil(node, until));
    }

    private Destinations node(Loop on, Connector connector) {
        Promise<Destinations> made = Promise.promise();
        on.on(() -> {
            var link = RedisLink.open(on.vertx, redis, "test");
            var keys = new Keyspace(redis.keyPrefix(), 64);
            var registry = new SimpleMeterRegistry();
            var shared = new Destinations.Shared(
                    new RedisLimits(link, keys, registry),
                    Unpaced.BEATS,
                    new RedisLogins(link, keys),
                    new RedisBoard(link, keys));
            var node = new Destinations(
                    on.vertx,
                    Clock.systemUTC(),
                    shared,
                    new Destinations.Node(UUID.randomUUID().toString(), "test"),
                    registry,
                    new OutboundSettings(Duration.ofSeconds(2), Duration.ofSeconds(4), 1 << 20, Duration.ofSeconds(2)),
                    List.of(new Destinations.Plan("erp", connector, settings())));
            link.onUp(() -> made.tryComplete(node));
            return made.future();
        });
        return Loop.await(made.future());
    }

    private static DestinationSettings settings() {
        var usual = Samples.settings(20);
        return new DestinationSettings(
                20,
                100,
                new Rate(1000, 1000),
                usual.callTimeout(),
                usual.operationTimeout(),
                usual.breaker(),
                usual.backoff(),
                5,
                Duration.ZERO,
                usual.pauseMax());
    }

    /** Asks as one that takes a refusal for nothing: a pause would hide what came too early. */
    private static Connector connector(int port) {
        var uri = URI.create("http://127.0.0.1:" + port + "/orders");
        var call = new HttpCall("GET", uri, Map.of(), Payload.EMPTY, Duration.ofSeconds(2), false, List.of(TOLL));
        return Samples.connector(operation ->
                new Step.Call(call, reply -> Samples.done(Outcome.of(Outcome.Kind.NOT_FOUND, "whatever"))));
    }
}
