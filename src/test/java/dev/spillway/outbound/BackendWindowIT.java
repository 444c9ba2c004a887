package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.Allowance;
import dev.spillway.connector.Connector;
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

/** Two nodes that want ten times what a backend allows in any second: it refuses next to nothing, and is used. */
class BackendWindowIT {
    private static final int PER_SECOND = 20;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Toll TOLL =
            new Toll("", "backend:" + UUID.randomUUID(), "", new Allowance.Within(PER_SECOND, SECOND), 1, 0, null);

    private final Loop backend = new Loop();
    private final Loop loop = new Loop();
    private final Loop otherLoop = new Loop();
    private final RedisSettings redis = TestStores.settings(TestStores.redis());
    private final Deque<Long> window = new ArrayDeque<>();
    private final AtomicInteger served = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    @AfterEach
    void close() {
        Stream.of(loop, otherLoop, backend).forEach(Loop::close);
    }

    @Test
    void isUsedToTheFullAndRefusesNextToNothing() throws Exception {
        var server = backend.vertx.createHttpServer().requestHandler(this::serve);
        var port = Loop.await(server.listen(0, "127.0.0.1")).actualPort();
        var until = System.nanoTime() + Duration.ofSeconds(7).toNanos();
        var work = Stream.of(loop, otherLoop)
                .flatMap(each -> keepAsking(each, node(each, port), until))
                .toList();
        Thread.sleep(1500);

        served.set(0);
        refused.set(0);
        Thread.sleep(5000);
        var used = served.get();

        assertThat((double) used).isGreaterThanOrEqualTo(0.95 * 5 * PER_SECOND);
        assertThat((double) refused.get()).isLessThanOrEqualTo(0.03 * used);
        Loop.await(Future.all(work));
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
        var operation = new Operation("getOrder", Map.of(), Operation.Context.lookup("e", "es-MX"));
        return node.lookup("erp", operation, Deadline.after(Clock.systemUTC(), Duration.ofSeconds(5)))
                .compose(outcome -> askUntil(node, until));
    }

    private Destinations node(Loop on, int port) {
        Promise<Destinations> made = Promise.promise();
        on.on(() -> {
            var link = RedisLink.open(on.vertx, redis, "test");
            var keys = new Keyspace(redis.keyPrefix(), 64);
            var registry = new SimpleMeterRegistry();
            var shared = new Destinations.Shared(
                    new RedisLimits(link, keys, registry), new RedisLogins(link, keys), new RedisBoard(link, keys));
            var node = new Destinations(
                    on.vertx,
                    Clock.systemUTC(),
                    shared,
                    new Destinations.Node(UUID.randomUUID().toString(), "test"),
                    registry,
                    new OutboundSettings(Duration.ofSeconds(2), Duration.ofSeconds(4), 1 << 20, Duration.ofSeconds(2)),
                    List.of(new Destinations.Plan("erp", connector(port), settings())));
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
