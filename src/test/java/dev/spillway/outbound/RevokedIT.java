package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.ConnectorLoader;
import dev.spillway.lane.Delivery;
import dev.spillway.lane.Verdict;
import dev.spillway.limit.RedisLimits;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.RedisSettings;
import dev.spillway.support.TestStores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A backend takes its grant back: two nodes, one Redis, real HTTP. */
final class RevokedIT {
    private final Loop backend = new Loop();
    private final RedisSettings redis = TestStores.settings(TestStores.redis());
    private final Map<String, Integer> notes = new ConcurrentHashMap<>();
    private final AtomicInteger mints = new AtomicInteger();
    private final int port = serve();
    private final Node one = new Node("one");
    private final Node other = new Node("other");
    private volatile boolean granted;

    /** One of the nodes, with lanes of its own. */
    private final class Node {
        final Loop loop = new Loop();
        final FakeLanes lanes = new FakeLanes(Clock.systemUTC(), Alarms.of(loop.vertx));
        final SimpleMeterRegistry registry = new SimpleMeterRegistry();
        final Destinations destinations;

        Node(String name) {
            var made = Promise.<Destinations>promise();
            destinations = loop.on(() -> {
                var link = RedisLink.open(loop.vertx, redis, name);
                link.onUp(() -> made.tryComplete(destinations(link, name)));
                return made.future();
            });
            loop.on(() -> {
                destinations.pump(lanes, Delivery::id);
                return Future.succeededFuture();
            });
        }

        private Destinations destinations(RedisLink link, String name) {
            var keys = new Keyspace(redis.keyPrefix(), 4);
            var shared = new Destinations.Shared(
                    new RedisLimits(link, keys, new SimpleMeterRegistry()),
                    Unpaced.BEATS,
                    new RedisLogins(link, keys),
                    new RedisBoard(link, keys));
            var settings =
                    new OutboundSettings(Duration.ofSeconds(2), Duration.ofSeconds(4), 1 << 20, Duration.ofSeconds(2));
            var plan = new Destinations.Plan(
                    "crm", ConnectorLoader.load("crm.yaml", yaml(), Map.of("secret", "s")), Samples.settings(4));
            return new Destinations(
                    loop.vertx,
                    Clock.systemUTC(),
                    shared,
                    new Destinations.Node("id-" + name, name),
                    registry,
                    settings,
                    List.of(plan));
        }

        void append(int from, int to) {
            loop.on(() -> {
                lanes.append(IntStream.rangeClosed(from, to)
                        .mapToObj(RevokedIT::note)
                        .toArray(Delivery[]::new));
                return Future.succeededFuture();
            });
        }

        BackendView view() {
            return loop.on(() -> destinations.desk(Samples.NO_BACKLOG).find("crm"));
        }
    }

    private static Delivery note(int number) {
        var like = Samples.delivery(number);
        return new Delivery(
                like.id(),
                "crm",
                like.priority(),
                like.contact(),
                like.event(),
                like.acceptedAt(),
                like.step(),
                "addNote",
                Map.of("waId", "525512345678", "text", "hello", "occurredAt", "2026-07-30T10:00:00Z"),
                like.locale(),
                false);
    }

    private String yaml() {
        return """
                connector: crm
                params: {secret: {required: true, secret: true}}
                auth: {kind: oauth2-client-credentials, tokenUrl: "http://127.0.0.1:%d/token", clientId: us, clientSecret: "{secret}", send: form}
                operations:
                  addNote:
                    write: true
                    idempotency: {strategy: key-header, header: Idempotency-Key}
                    steps:
                      - call: {method: POST, url: "http://127.0.0.1:%d/notes"}
                        body: "{'text': in.text}"
                        out: "{'id': body.id}"
                """.formatted(port, port);
    }

    private int serve() {
        var server = backend.vertx.createHttpServer().requestHandler(this::answer);
        return Loop.await(server.listen(0, "127.0.0.1")).actualPort();
    }

    private void answer(HttpServerRequest request) {
        var response = request.response().putHeader("content-type", "application/json");
        if (request.path().equals("/token")) {
            mints.incrementAndGet();
            if (granted) response.end("{\"access_token\":\"t\",\"expires_in\":3600}");
            else response.setStatusCode(400).end("{\"error\":\"invalid_grant\"}");
        } else {
            notes.merge(request.getHeader("Idempotency-Key"), 1, Integer::sum);
            response.end("{\"id\":\"n1\"}");
        }
    }

    @AfterEach
    void close() {
        List.of(one.loop, other.loop, backend).forEach(Loop::close);
    }

    @Test
    void standsStillOnAllNodesWithoutSpendingAnythingAndGoesOnOnOneWord() throws Exception {
        one.append(1, 10);
        Awaitility.await().until(() -> !other.view().stopped().isEmpty());
        other.append(11, 20);
        var before = mints.get();
        Thread.sleep(1500);

        assertThat(mints).as("nobody asks again").hasValue(before);
        assertThat(before).isLessThanOrEqualTo(2);
        assertThat(notes).isEmpty();
        assertThat(one.lanes.finished)
                .allSatisfy(end -> assertThat(end.verdict()).isInstanceOf(Verdict.Park.class));
        assertThat(one.registry.get("gateway.outbound.stopped").gauge().value()).isEqualTo(1);
        assertThat(one.view().stopped()).contains("auth");

        granted = true;
        other.loop.on(() -> other.destinations.desk(Samples.NO_BACKLOG).resume("crm"));

        Awaitility.await().until(() -> notes.size() == 20);
        assertThat(notes.values()).containsOnly(1);
        assertThat(mints).as("one login for both").hasValue(before + 1);
        assertThat(one.view().stopped()).isEmpty();
    }

    @Test
    void keepsABreakerOpenOnAllNodesUntilItIsLeftToItself() {
        granted = true;
        one.loop.on(() -> one.destinations.desk(Samples.NO_BACKLOG).force("crm", Forced.OPEN));
        Awaitility.await().until(() -> other.view().breaker().forced().equals("open"));
        other.append(1, 5);
        assertThat(other.lanes.finished).isEmpty();

        one.loop.on(() -> one.destinations.desk(Samples.NO_BACKLOG).force("crm", Forced.AUTO));

        Awaitility.await().until(() -> notes.size() == 5);
        assertThat(one.view().breaker().forced()).isEqualTo("auto");
    }
}
