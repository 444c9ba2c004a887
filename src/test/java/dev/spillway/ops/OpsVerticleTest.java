package dev.spillway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.dispatch.NodesAnswer;
import dev.spillway.dispatch.NodesAnswer.NodeView;
import dev.spillway.dispatch.NodesAnswer.ShardView;
import dev.spillway.dispatch.ShardLoad;
import dev.spillway.event.GatewayException;
import dev.spillway.ledger.MessageState;
import dev.spillway.ledger.TraceAnswer;
import dev.spillway.ledger.TraceQuery;
import dev.spillway.ledger.TraceRow;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpsVerticleTest {
    private final Vertx vertx = Vertx.vertx();
    private final List<TraceQuery> asked = new ArrayList<>();
    private volatile Phase phase = Phase.SERVING;
    private volatile State redis = State.UP;
    private volatile State postgres = State.UP;
    private volatile Future<TraceAnswer> trace = Future.succeededFuture(answer("lookup"));
    private volatile Future<NodesAnswer> nodes = Future.succeededFuture(nodes());
    private volatile Future<ReloadAnswer> reload =
            Future.succeededFuture(new ReloadAnswer("1a2b3c4d", "0", List.of("erp"), List.of()));
    private OpsVerticle ops;

    @BeforeEach
    void deploy() throws Exception {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var parts = List.of(Health.store("redis", () -> redis), Health.part("postgres", () -> postgres));
        var settings = new OpsSettings("127.0.0.1", 0, Duration.ofSeconds(10), Duration.ofSeconds(1));
        ops = new OpsVerticle(
                settings,
                new OpsParts(
                        new Readiness(() -> phase, parts, registry),
                        EventLoopLag.start(vertx, registry),
                        registry::scrape,
                        this::find,
                        () -> nodes,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        () -> reload));
        vertx.deployVerticle(ops).await(10, TimeUnit.SECONDS);
    }

    private Future<TraceAnswer> find(TraceQuery query) {
        asked.add(query);
        return trace;
    }

    private static TraceAnswer answer(String step) {
        var at = Instant.parse("2026-07-30T10:00:00.5Z");
        var event = "0123456789abcdef0123456789abcdef";
        var row =
                new TraceRow(at, event, step, "lookup", "p:5255", "wamid.1", "d.1", "1234", Map.of("result", "found"));
        return new TraceAnswer(
                List.of(row), List.of(new MessageState("wamid.1", "d.1", "118", "", "read", at, "")), false);
    }

    private static NodesAnswer nodes() {
        var at = Instant.parse("2026-07-30T10:00:00.5Z");
        var one = new ShardLoad(12, 3);
        var shards = List.of(
                new ShardView(0, at, false, one), new ShardView(1, at, false, one), new ShardView(3, at, true, one));
        var node = new NodeView("n-1", "<gateway>", at, false, "1a2b3c4d", 412, new ShardLoad(36, 9), shards);
        return new NodesAnswer("n-1", 4, List.of(2), List.of(node));
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void isReadyWhileDegraded() {
        postgres = State.down("away");

        var reply = get("/ready");

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body())
                .contains("\"ready\":true", "\"degraded\":[\"postgres\"]", "\"postgres\":{\"level\":\"DOWN\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"STARTING", "DRAINING"})
    void isRedWhileStartingAndWhileDraining(String name) {
        phase = Phase.valueOf(name);

        assertThat(get("/ready").statusCode()).isEqualTo(503);
        assertThat(get("/ready").body()).contains("\"ready\":false");
    }

    @Test
    void isRedWhenNoStoreCanTakeAnEvent() {
        redis = State.down("away");

        assertThat(get("/ready").statusCode()).isEqualTo(503);
        assertThat(get("/ready").body()).contains("no store can take an event");
    }

    @Test
    void isAliveWhileItsEventLoopsTurn() {
        var reply = get("/live");

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).contains("\"live\":true");
    }

    @Test
    void printsMetricsForPrometheus() {
        var reply = get("/metrics");

        assertThat(reply.headers().firstValue("content-type").orElse("")).startsWith("text/plain; version=0.0.4");
        assertThat(reply.body())
                .contains(
                        "gateway_ops_ready 1.0",
                        "gateway_ops_part_level{part=\"redis\"} 2.0",
                        "gateway_ops_event_loop_lag_seconds_count",
                        "gateway_ops_event_loop_lag_seconds_max");
    }

    @Test
    void answersATraceAsJson() {
        var reply = get("/trace?order=1234&limit=7");

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body())
                .contains(
                        "\"at\":\"2026-07-30T10:00:00.500Z\"",
                        "\"detail\":{\"result\":\"found\"}",
                        "\"truncated\":false");
        assertThat(asked).containsExactly(new TraceQuery(TraceQuery.By.ORDER, "1234", 7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/trace",
                "/trace?",
                "/trace?order=1&event=2",
                "/trace?order=1&order=2",
                "/trace?order=1&color=2",
                "/trace?event=short",
                "/trace?order=",
                "/trace?order=1&limit=many",
                "/trace?order=1&limit=9999"
            })
    void refusesAQuestionThatIsNotOne(String uri) {
        assertThat(get(uri).statusCode()).isEqualTo(400);
        assertThat(get(uri).body()).contains("\"message\":\"");
        assertThat(asked).isEmpty();
    }

    @Test
    void answers503WhileTheLedgerCannotTell() {
        trace = Future.failedFuture(new GatewayException(GatewayException.Kind.UNAVAILABLE, "the ledger is away"));

        assertThat(get("/trace?order=1").statusCode()).isEqualTo(503);
        assertThat(get("/trace?order=1").body()).contains("the ledger is away");
        assertThat(get("/?by=order&value=1").body()).contains("the ledger is away");
    }

    @Test
    void answers500WithoutTheCauseOfADefect() {
        trace = Future.failedFuture(new IllegalStateException("secret"));

        assertThat(get("/trace?order=1").statusCode()).isEqualTo(500);
        assertThat(get("/trace?order=1").body()).doesNotContain("secret");
        assertThat(get("/?by=order&value=1").body()).doesNotContain("secret");
    }

    @Test
    void showsPeopleATraceAndEscapesAllOfIt() {
        trace = Future.succeededFuture(answer("<script>alert('x')</script>"));

        var page = get("/?by=order&value=%22%3E%3Cb%3E");

        assertThat(page.body())
                .contains("value=\"&quot;&gt;&lt;b&gt;\"", "&lt;script&gt;alert(&#39;x&#39;)", "wamid.1 is now read")
                .contains("<option selected>order</option>")
                .doesNotContain("<script");
        assertThat(page.headers().firstValue("content-security-policy").orElse(""))
                .startsWith("default-src 'none'");
        assertThat(page.headers().firstValue("cache-control")).contains("no-store");
    }

    @Test
    void showsPeopleWhatThereIs() {
        assertThat(get("/").body()).contains("/metrics", "/trace?event=", "<form", "ready");
        assertThat(get("/ops.css").headers().firstValue("content-type").orElse(""))
                .startsWith("text/css");
        assertThat(get("/?by=event&value=short").body()).contains("event must be an event id");
    }

    @Test
    void tellsMachinesWhoOwnsWhat() {
        assertThat(get("/nodes").statusCode()).isEqualTo(200);
        assertThat(get("/nodes").body())
                .contains(
                        "\"answeredBy\":\"n-1\"",
                        "\"unowned\":[2]",
                        "\"edition\":\"1a2b3c4d\"",
                        "\"heartbeatAgeMs\":412",
                        "\"load\":{\"events\":36,\"deliveries\":9}",
                        "{\"shard\":3,\"since\":\"2026-07-30T10:00:00.500Z\",\"moving\":true");
    }

    @Test
    void showsPeopleWhoOwnsWhat() {
        assertThat(get("/").body()).contains("href=\"/nodes.html\"");
        assertThat(get("/nodes.html").body())
                .contains(
                        "&lt;gateway&gt;",
                        "0-1 3",
                        "1 moving",
                        "Shards without an owner: 2",
                        "412 ms ago",
                        ">36<",
                        ">1a2b3c4d<");
    }

    @Test
    void answers503WhileNobodyCanTellWhoOwnsWhat() {
        nodes = Future.failedFuture(
                new GatewayException(GatewayException.Kind.UNAVAILABLE, "Redis is not available: not connected"));

        assertThat(get("/nodes").statusCode()).isEqualTo(503);
        assertThat(get("/nodes").body()).contains("UNAVAILABLE", "Redis is not available");
        assertThat(get("/nodes.html").statusCode()).isEqualTo(503);
        assertThat(get("/nodes.html").body()).contains("Redis is not available");
    }

    @Test
    void saysWhatCameOfAReload() {
        var reply = post("/reload", "X-Spillway");

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).contains("\"edition\":\"1a2b3c4d\"", "\"backends\":[\"erp\"]");
    }

    @Test
    void answers422WithEveryProblemWhereFilesAreRefused() {
        var problem = "conf/backends.yaml:7: backends[0].nam: unknown";
        reload = Future.succeededFuture(new ReloadAnswer("0", "0", List.of(), List.of(problem)));

        var reply = post("/reload", "X-Spillway");
        assertThat(reply.statusCode()).isEqualTo(422);
        assertThat(reply.body()).contains(problem);
    }

    @Test
    void reloadsForNoPageOfAnotherSite() {
        assertThat(post("/reload", "X-Other").statusCode()).isEqualTo(403);
        assertThat(get("/reload").statusCode()).isEqualTo(405);
    }

    @Test
    void saysThatThereIsNoSuchPage() {
        assertThat(get("/secret").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(String uri) {
        return send(to(uri));
    }

    private HttpResponse<String> post(String uri, String header) {
        return send(to(uri).header(header, "1").POST(HttpRequest.BodyPublishers.noBody()));
    }

    private HttpRequest.Builder to(String uri) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ops.actualPort() + uri));
    }

    private static HttpResponse<String> send(HttpRequest.Builder to) {
        var request = to.timeout(Duration.ofSeconds(10)).build();
        try {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(request.uri().toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(request.uri().toString(), e);
        }
    }
}
