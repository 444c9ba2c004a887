package dev.spillway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.GatewayException;
import dev.spillway.outbound.BackendDesk;
import dev.spillway.outbound.BackendView;
import dev.spillway.outbound.BackendsAnswer;
import dev.spillway.outbound.Forced;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
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

final class BackendRoutesTest {
    private final Vertx vertx = Vertx.vertx();
    private final List<String> acts = new ArrayList<>();
    private volatile Future<BackendView> answer = Future.succeededFuture(view());
    private OpsVerticle ops;

    private static BackendView view() {
        var held = new BackendView.HeldView(
                "createTicket", "no field <b>prioridad</b>", "n-2", Instant.parse("2026-07-30T10:00:00.5Z"));
        return new BackendView(
                "helpdesk",
                "zendesk",
                List.of("addNote", "createTicket"),
                "auth: invalid_grant",
                61_000,
                new BackendView.Breaker("half open", "close"),
                List.of(held),
                Map.of("auth", "revoked: invalid_grant"),
                new BackendView.Backlog(1_204, 95_000),
                new BackendView.Work(3, 4, 5),
                new BackendView.Limits(16, 20),
                new BackendView.Health(false, "answered 503", Instant.parse("2026-07-30T10:00:00Z")));
    }

    /** Remembers what is asked of it. */
    private final class FakeDesk implements BackendDesk {
        @Override
        public Future<BackendsAnswer> all() {
            return answer.map(view -> new BackendsAnswer("node-a", List.of(view)));
        }

        @Override
        public Future<BackendView> find(String name) {
            return noted("find " + name);
        }

        @Override
        public Future<BackendView> resume(String name) {
            return noted("resume " + name);
        }

        @Override
        public Future<BackendView> resume(String name, String operation) {
            return noted("resume " + name + " " + operation);
        }

        @Override
        public Future<BackendView> force(String name, Forced breaker) {
            return noted("force " + name + " " + breaker.word());
        }

        private Future<BackendView> noted(String act) {
            acts.add(act);
            return answer;
        }
    }

    @BeforeEach
    void deploy() throws Exception {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var settings = new OpsSettings("127.0.0.1", 0, Duration.ofSeconds(10), Duration.ofSeconds(1));
        var parts = new OpsParts(
                new Readiness(() -> Phase.SERVING, List.of(), registry),
                EventLoopLag.start(vertx, registry),
                registry::scrape,
                query -> Future.failedFuture("not asked"),
                () -> Future.failedFuture("not asked"),
                Optional.empty(),
                Optional.of(new FakeDesk()),
                Optional.empty(),
                Optional.empty(),
                () -> Future.failedFuture("not asked"));
        ops = new OpsVerticle(settings, parts);
        vertx.deployVerticle(ops).await(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void tellsMachinesHowBackendsAre() throws Exception {
        var reply = call("GET", "/backends");

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body())
                .contains(
                        "\"answeredBy\":\"node-a\"",
                        "\"breaker\":{\"state\":\"half open\",\"forced\":\"close\"}",
                        "\"stopped\":\"auth: invalid_grant\"",
                        "\"health\":{\"up\":false,\"reason\":\"answered 503\"",
                        "\"operation\":\"createTicket\",\"misfit\":\"no field <b>prioridad</b>\"",
                        "\"backlog\":{\"deliveries\":1204,\"oldestMs\":95000}",
                        "\"work\":{\"deliveries\":3,\"calls\":4,\"waiting\":5}");
        assertThat(call("GET", "/backends/helpdesk").body()).startsWith("{\"name\":\"helpdesk\"");
    }

    @Test
    void showsPeopleHowBackendsAreAndEscapesAllOfIt() throws Exception {
        assertThat(call("GET", "/").body()).contains("href=\"/backends.html\"");
        assertThat(call("GET", "/backends.html").body())
                .contains(
                        "helpdesk",
                        "no field &lt;b&gt;prioridad",
                        "half open, kept by a person",
                        ">1204<",
                        "revoked: invalid_grant")
                .doesNotContain("<b>");
    }

    @Test
    void doesWhatItIsToldTo() throws Exception {
        call("POST", "/backends/helpdesk/resume");
        call("POST", "/backends/helpdesk/operations/addNote/resume");
        call("POST", "/backends/helpdesk/breaker?state=open");
        call("POST", "/backends/helpdesk/breaker?state=auto");

        assertThat(acts)
                .containsExactly(
                        "resume helpdesk", "resume helpdesk addNote", "force helpdesk open", "force helpdesk auto");
    }

    @Test
    void refusesAStateThatIsNoneAndWhatASiteMightMakeABrowserSend() throws Exception {
        assertThat(call("POST", "/backends/helpdesk/breaker?state=ajar").statusCode())
                .isEqualTo(400);
        assertThat(call("POST", "/backends/helpdesk/breaker").statusCode()).isEqualTo(400);
        var foreign = request("POST", "/backends/helpdesk/resume").build();

        assertThat(HttpClient.newHttpClient()
                        .send(foreign, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(403);
        assertThat(acts).isEmpty();
    }

    @Test
    void saysWhyItCouldNot() throws Exception {
        answer = Future.failedFuture(new GatewayException(GatewayException.Kind.REJECTED, "there is no such backend"));
        assertThat(call("POST", "/backends/x/resume").statusCode()).isEqualTo(400);
        answer = Future.failedFuture(new GatewayException(GatewayException.Kind.UNAVAILABLE, "done on this node"));

        var reply = call("POST", "/backends/x/resume");

        assertThat(reply.statusCode()).isEqualTo(503);
        assertThat(reply.body()).contains("done on this node");
        assertThat(call("GET", "/backends.html").statusCode()).isEqualTo(503);
    }

    private HttpRequest.Builder request(String method, String uri) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ops.actualPort() + uri))
                .timeout(Duration.ofSeconds(10))
                .method(method, HttpRequest.BodyPublishers.noBody());
    }

    private HttpResponse<String> call(String method, String uri) throws Exception {
        var request = request(method, uri).header("X-Spillway", "1").build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
