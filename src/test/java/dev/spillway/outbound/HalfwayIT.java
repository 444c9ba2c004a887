package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.ConnectorLoader;
import dev.spillway.lane.Delivery;
import dev.spillway.lane.DeliveryCodec;
import dev.spillway.lane.LaneName;
import dev.spillway.lane.RedisLanes;
import dev.spillway.limit.Backoff;
import dev.spillway.limit.RedisLimits;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.RedisSettings;
import dev.spillway.redis.Script;
import dev.spillway.redis.ScriptCall;
import dev.spillway.support.Diets;
import dev.spillway.support.TestStores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A write of two POSTs on real lanes against a real server that counts. */
class HalfwayIT {
    private static final int SHARD = 3;
    private static final LaneName SHOP =
            new LaneName("shop", Samples.delivery(1).priority());
    private static final Script APPEND = Script.load(
            RedisLink.class, "shard.lua", "/dev/spillway/lane/lane.lua", "/dev/spillway/lane/append-for-test.lua");
    private static final String YAML = """
            connector: shop
            params:
              base: {required: true}
            operations:
              createDraftOrder:
                write: true
                idempotency: {strategy: %s}
                steps:
                  - call: {method: POST, url: "{base}/orders"}
                    out: "{'id': body.id}"
                    save: order
                  - call: {method: POST, url: "{base}/orders/{order.id}/hold"}
                    out: "{'id': order.id}"
            """;

    private final Loop backend = new Loop();
    private final Loop one = new Loop();
    private final Loop two = new Loop();
    private final RedisSettings settings = TestStores.settings(TestStores.redis());
    private final Keyspace keys = new Keyspace(settings.keyPrefix(), 64);
    private final AtomicInteger orders = new AtomicInteger();
    private final Queue<String> holds = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        Stream.of(one, two, backend).forEach(Loop::close);
    }

    /** A node with its lanes. */
    private record Node(RedisLink redis, RedisLanes lanes, Destinations destinations) {}

    @Test
    void writesTheFirstOnceWhenTheSecondFails() {
        var port = serve(503);
        var node = node(one, "one", "none", port);
        begin(one, node);

        Awaitility.await().until(() -> isEmpty(one, node));
        assertThat(orders).hasValue(1);
        assertThat(holds).hasSize(2);
    }

    @Test
    void writesTheFirstOnceWhenTheNodeDiesBeforeTheSecondIsAnswered() {
        var port = serve(0);
        begin(one, node(one, "one", "key-header, header: Idempotency-Key", port));
        Awaitility.await().until(() -> holds.size() == 1);

        // From here on nothing of the first counts any more, as if it had been killed: it can neither end nor keep
        // anything.
        var heir = node(two, "two", "key-header, header: Idempotency-Key", port);
        two.on(() -> heir.lanes.recover(SHARD).onSuccess(done -> pump(heir)));

        Awaitility.await().until(() -> isEmpty(two, heir));
        assertThat(orders).hasValue(1);
        assertThat(holds).hasSize(2);
        assertThat(Map.of(holds.remove(), holds.remove()))
                .allSatisfy((lost, again) -> assertThat(lost).isEqualTo(again).endsWith("-2"));
    }

    /** Makes orders; the first hold is answered so, or not at all. */
    private int serve(int status) {
        var server = backend.vertx.createHttpServer().requestHandler(request -> {
            if (request.path().equals("/orders")) order(request);
            else hold(request, status);
        });
        return Loop.await(server.listen(0, "127.0.0.1")).actualPort();
    }

    private void order(HttpServerRequest request) {
        request.response().setStatusCode(201).end("{\"id\":\"o" + orders.incrementAndGet() + "\"}");
    }

    private void hold(HttpServerRequest request, int status) {
        holds.add(String.valueOf(request.getHeader("idempotency-key")));
        if (holds.size() > 1) request.response().setStatusCode(201).end("{}");
        else if (status > 0) request.response().setStatusCode(status).end("{}");
    }

    private void begin(Loop on, Node node) {
        var like = Samples.delivery(1);
        var delivery = new Delivery(
                like.id(),
                "shop",
                like.priority(),
                like.contact(),
                like.event(),
                like.acceptedAt(),
                like.step(),
                "createDraftOrder",
                Map.of("lines", List.of()),
                like.locale(),
                false);
        on.on(() -> {
            var call = new ScriptCall(APPEND).key(keys.ofShard(SHARD, "")).arg("one");
            call.arg(SHOP.text()).arg(delivery.contact().value()).arg(delivery.id());
            call.arg(DeliveryCodec.encode(delivery));
            return node.redis.run(call).onSuccess(done -> pump(node));
        });
    }

    private static void pump(Node node) {
        node.destinations.pump(node.lanes, delivery -> "");
        node.lanes.appended(SHARD, SHOP);
    }

    private boolean isEmpty(Loop on, Node node) {
        var left = Request.cmd(Command.HLEN).arg(keys.ofShard(SHARD, "deliveries"));
        return on.on(() -> node.redis.send(left)).toInteger() == 0;
    }

    /** The owner of the shard from now on. */
    private Node node(Loop on, String token, String strategy, int port) {
        var params = Map.of("base", "http://127.0.0.1:" + port);
        var connector = ConnectorLoader.load("shop.yaml", YAML.formatted(strategy), params);
        var plan = new Destinations.Plan("shop", connector, patient(), "1a2b3c4d", connector);
        Promise<Node> made = Promise.promise();
        on.on(() -> {
            var link = RedisLink.open(on.vertx, settings, "test");
            var lanes = new RedisLanes(on.vertx, link, keys, shard -> Optional.of(token), Map::of, Diets.none());
            var limits = new RedisLimits(link, keys, new SimpleMeterRegistry());
            var destinations = new Destinations(
                    on.vertx,
                    Clock.systemUTC(),
                    new Destinations.Shared(
                            limits, Unpaced.BEATS, new RedisLogins(link, keys), new RedisBoard(link, keys)),
                    new Destinations.Node(UUID.randomUUID().toString(), token),
                    new SimpleMeterRegistry(),
                    new OutboundSettings(Duration.ofSeconds(2), Duration.ofSeconds(4), 1 << 20, Duration.ofSeconds(1)),
                    List.of(plan));
            var fence =
                    Request.cmd(Command.SET).arg(keys.ofShard(SHARD, "fence")).arg(token);
            link.onUp(() -> link.send(fence).onSuccess(set -> made.tryComplete(new Node(link, lanes, destinations))));
            return Future.succeededFuture();
        });
        return Loop.await(made.future());
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
}
