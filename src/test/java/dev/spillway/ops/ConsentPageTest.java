package dev.spillway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.consent.ConsentDesk;
import dev.spillway.consent.Person;
import dev.spillway.event.GatewayException;
import dev.spillway.event.Payload;
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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people see of what somebody allows. */
final class ConsentPageTest {
    private static final Instant AT = Instant.parse("2026-11-20T16:15:00Z");
    private static final ConsentDesk.Said STOP = new ConsentDesk.Said(
            "marketing", "stop", "acme", AT, AT.plusSeconds(1), "api", "<b>agent 7</b>", "store 12");

    private final Vertx vertx = Vertx.vertx();
    private final List<Person> asked = new ArrayList<>();
    private volatile Future<ConsentDesk.Known> answer = Future.succeededFuture(new ConsentDesk.Known(
            true,
            true,
            List.of(STOP),
            List.of(new ConsentDesk.Window("118264500913347", AT, false)),
            null,
            List.of(STOP),
            ""));
    private OpsVerticle ops;

    private final class FakeDesk implements ConsentDesk {
        @Override
        public Future<Taken> tell(Payload body) {
            return Future.failedFuture("not asked");
        }

        @Override
        public Future<Known> known(Person person) {
            asked.add(person);
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
                Optional.empty(),
                Optional.of(new FakeDesk()),
                Optional.empty(),
                () -> Future.failedFuture("not asked"));
        ops = new OpsVerticle(settings, parts);
        vertx.deployVerticle(ops).await(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private String page(String query) throws Exception {
        var uri = URI.create("http://127.0.0.1:" + ops.actualPort() + query);
        var reply = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(reply.statusCode()).isEqualTo(200);
        return reply.body();
    }

    @Test
    void showsWhatCountsAndWhatWasSaidWithoutSayingWhoseItIs() throws Exception {
        assertThat(page("/consent.html?phone=%2B52%201%2055%205010%204321"))
                .contains("***4321", "<td>marketing</td><td>stop</td><td>2026-11-20 16:15:00</td>", "over")
                .contains("&lt;b&gt;agent 7&lt;/b&gt;")
                .doesNotContain("5215550104321", "Has had enough", "being brought there");
        assertThat(asked).containsExactly(new Person("5215550104321", ""));
        assertThat(page("/consent.html?userId=MX.48291")).contains("***8291").doesNotContain("MX.48291");
    }

    @Test
    void asksNobodyUntilSomebodyIsNamed() throws Exception {
        assertThat(page("/consent.html")).contains("name=\"phone\"");
        assertThat(asked).isEmpty();
        assertThat(page("/")).contains("href=\"/consent.html\"");
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        answer = Future.succeededFuture(
                new ConsentDesk.Known(false, false, List.of(), List.of(), AT, List.of(), "Postgres is away"));
        assertThat(page("/consent.html?userId=MX.48291"))
                .contains(
                        "is being read back",
                        "being brought there",
                        "Postgres is away",
                        "none until 2026-11-20 16:15:00 UTC");
        answer = Future.failedFuture(
                new GatewayException(GatewayException.Kind.UNAVAILABLE, "the desk is not open yet"));
        assertThat(page("/consent.html?userId=MX.48291")).contains("the desk is not open yet");
    }
}
