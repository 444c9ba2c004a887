package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.dead.DeadRig;
import dev.spillway.dead.Letters;
import dev.spillway.ops.EventLoopLag;
import dev.spillway.ops.OpsParts;
import dev.spillway.ops.OpsSettings;
import dev.spillway.ops.OpsVerticle;
import dev.spillway.ops.Phase;
import dev.spillway.ops.Readiness;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command and the management port it talks to, over a real database. */
class DeadCommandIT {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final DeadRig rig = new DeadRig(200);
    private OpsVerticle ops;

    @BeforeEach
    void listen() {
        var registry = new SimpleMeterRegistry();
        var readiness = new Readiness(() -> Phase.SERVING, List.of(), registry);
        var lag = EventLoopLag.start(rig.vertx, registry);
        ops = new OpsVerticle(
                new OpsSettings("127.0.0.1", 0, Duration.ofSeconds(10), Duration.ofSeconds(1)),
                new OpsParts(
                        readiness,
                        lag,
                        () -> "",
                        query -> io.vertx.core.Future.failedFuture("not asked"),
                        () -> io.vertx.core.Future.failedFuture("not asked"),
                        Optional.of(rig.desk),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        () -> io.vertx.core.Future.failedFuture("not asked")));
        DeadRig.await(rig.vertx.deployVerticle(ops));
        rig.die(1, "crm", 0);
        rig.die(2, "crm", 1);
        rig.die(3, "erp", 2);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private int dead(String... args) {
        var line = new ArrayList<>(List.of("dead"));
        line.addAll(List.of(args));
        line.addAll(List.of("--url", "http://127.0.0.1:" + ops.actualPort()));
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(line.toArray(String[]::new));
    }

    @Test
    void listsTheLatestFirstWithoutSayingWhose() {
        assertThat(dead("list", "--destination", "crm")).isZero();
        assertThat(out.toString().lines())
                .hasSize(2)
                .first()
                .asString()
                .contains(Letters.delivery(2, "").id(), "E17");
        assertThat(out.toString()).doesNotContain("5550110002");
    }

    @Test
    void listsAsJsonAndSaysThatThereAreMore() {
        assertThat(dead("list", "--json", "--limit", "1")).isZero();
        assertThat(out.toString()).startsWith("{\"id\":").contains("\"destination\":\"erp\"");
        assertThat(err.toString()).contains("--limit");
    }

    @Test
    void showsALetterMaskedUnlessAskedForAllOfIt() {
        var id = Letters.delivery(1, "").id();

        assertThat(dead("show", id)).isZero();
        assertThat(out.toString()).contains("addNote", "*** 22 characters").doesNotContain("pedido", "5550110001");
        assertThat(dead("show", id, "--full")).isZero();
        assertThat(out.toString()).contains("¿Dónde está mi pedido?");
    }

    @Test
    void redrivesWhatItCountedAndTellsHowItEnded() {
        assertThat(dead("redrive", "--destination", "crm", "--yes", "--json")).isZero();

        assertThat(rig.asked).hasSize(2);
        assertThat(out.toString()).contains("\"state\":\"done\"", "\"done\":2");
        assertThat(err.toString()).contains("redrive done: 2 of 2, 0 skipped");
    }

    @Test
    void doesNothingWithoutAYesWhereNobodyCanBeAsked() {
        assertThat(dead("drop", "--destination", "crm")).isEqualTo(2);

        assertThat(err.toString()).contains("2 letters", "--yes");
        assertThat(dead("drop", "--destination", "crm", "--yes")).isZero();
        assertThat(dead("drop", "--destination", "crm", "--yes")).isZero();
        assertThat(err.toString()).contains("There are no such letters");
    }

    @Test
    void saysByItsExitCodeWhatWasWrong() {
        assertThat(dead("show", "unknown")).isEqualTo(1);
        assertThat(err.toString()).contains("there is none of that id");
        assertThat(dead("list", "--from", "yesterday")).isEqualTo(1);
        assertThat(dead("list", "--colour", "red")).isEqualTo(2);
        assertThat(Main.commandLine()
                        .setErr(new PrintWriter(err))
                        .execute("dead", "list", "--url", "http://127.0.0.1:1"))
                .isEqualTo(3);
    }

    @Test
    void refusesToChangeAnythingForAPageOfAnotherSite() {
        var reply = send(request("/dead/redrive").POST(HttpRequest.BodyPublishers.noBody()));

        assertThat(reply.statusCode()).isEqualTo(403);
        assertThat(send(request("/dead/jobs/x").DELETE()).statusCode()).isEqualTo(403);
        assertThat(rig.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dead?desination=crm",
                "/dead?destination=a&destination=b",
                "/dead?limit=501",
                "/dead?limit=x",
                "/dead?after=x",
                "/dead?state=lost",
                "/dead/x?body=half"
            })
    void refusesAQuestionThatIsNotOne(String uri) {
        assertThat(send(request(uri)).statusCode()).isEqualTo(400);
    }

    @Test
    void refusesAConfirmationOfAnotherFilter() {
        var offer = send(ours("/dead/drop?destination=crm").POST(HttpRequest.BodyPublishers.noBody()));
        var confirm = offer.body().replaceAll("(?s).*\"confirm\":\"(\\w+)\".*", "$1");

        var reply = send(ours("/dead/drop?confirm=" + confirm).POST(HttpRequest.BodyPublishers.noBody()));

        assertThat(offer.body()).contains("\"count\":2");
        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(reply.body()).contains("another action or filter");
    }

    @Test
    void showsPeopleAPageThatEscapesWhatItShows() {
        var page = send(request("/dead.html?reason=%22%3E%3Cscript%3E"));

        assertThat(page.body())
                .contains("value=\"&quot;&gt;&lt;script&gt;\"", "None.")
                .doesNotContain("<script");
        assertThat(send(request("/dead.html")).body()).contains("answered 422 (E17)", "/dead/");
        assertThat(send(request("/dead.html?state=lost")).body()).contains("state must be");
        assertThat(send(request("/")).body()).contains("href=\"/dead.html\"");
        assertThat(send(request("/dead/jobs")).body()).startsWith("[]");
    }

    private HttpRequest.Builder ours(String uri) {
        return request(uri).header("X-Spillway", "1");
    }

    private HttpRequest.Builder request(String uri) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ops.actualPort() + uri))
                .timeout(Duration.ofSeconds(10));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
