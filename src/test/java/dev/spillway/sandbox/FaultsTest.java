package dev.spillway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private final ExecutorService background = Executors.newCachedThreadPool();
    private Probe probe;

    @BeforeEach
    void start() throws Exception {
        probe = new Probe();
    }

    @AfterEach
    void end() throws Exception {
        probe.close();
        background.shutdownNow();
    }

    @Test
    void namesAnUnknownKeyAndTheKnownOnes() throws Exception {
        var reply = probe.behave("crm", "{\"latency\":5}");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("error").asText())
                .startsWith(
                        "unknown key latency; known: effect, errorBody, errorShare, errorStatus, hang, hangMs, latencyJitterMs");
        assertThat(probe.behave("crm", "{\"statusBatch\":5}").status()).isEqualTo(400);
        assertThat(probe.behave("fax", "{}").json().path("error").asText())
                .isEqualTo("unknown simulator fax; known: meta, erp, crm");
    }

    @Test
    void namesTheRangeOfAKeyThatIsWrongAndChangesNothing() throws Exception {
        probe.behave("crm", "{\"latencyMs\":7}");
        assertThat(probe.behave("crm", "{\"latencyMs\":-1}")
                        .json()
                        .path("error")
                        .asText())
                .isEqualTo("latencyMs must be 0..600000, was -1");
        assertThat(probe.behave("crm", "{\"hang\":\"perhaps\"}")
                        .json()
                        .path("error")
                        .asText())
                .startsWith("hang: ");
        assertThat(probe.behave("crm", "{\"errorShare\":0.5}").status()).isEqualTo(400);
        assertThat(probe.get("/_sim/crm/behaviour", "").json().path("latencyMs").asInt())
                .isEqualTo(7);
    }

    @Test
    void goesBackToGoodBehaviour() throws Exception {
        probe.behave("erp", "{\"errorStatus\":500}");
        assertThat(order()).isEqualTo(500);
        probe.call("DELETE", "/_sim/erp/behaviour", "", "");
        assertThat(order()).isEqualTo(200);
    }

    @Test
    void failsTheShareOfCallsThatWasSet() throws Exception {
        probe.behave("erp", "{\"errorStatus\":503,\"errorShare\":0.3,\"retryAfterS\":2,\"errorBody\":{\"e\":1}}");
        var failed = 0;
        for (var n = 0; n < 100; n++) failed += order() == 503 ? 1 : 0;
        assertThat(failed).isBetween(28, 32);
    }

    @Test
    void sendsTheErrorsBodyAndItsRetryAfter() throws Exception {
        probe.behave("erp", "{\"errorStatus\":503,\"retryAfterS\":2,\"errorBody\":{\"e\":1}}");
        var reply = probe.get("/erp/orders/1234", "sandbox-erp-token");
        assertThat(reply.text()).isEqualTo("{\"e\":1}");
        assertThat(reply.headers()).containsEntry("retry-after", List.of("2"));
    }

    @Test
    void takesEffectOrNotBeforeAnError() throws Exception {
        probe.behave("crm", "{\"errorStatus\":500}");
        note("k1");
        probe.behave("crm", "{\"errorStatus\":500,\"effect\":\"before\"}");
        note("k2");
        var effects = probe.received("crm").path("effects");
        assertThat(effects.has("k1")).isFalse();
        assertThat(effects.path("k2").asInt()).isEqualTo(1);
    }

    @Test
    void losesTheAnswerAfterAcceptingAMessage() throws Exception {
        probe.behave("meta", "{\"reset\":true,\"effect\":\"before\"}");
        assertThatThrownBy(() -> probe.text("+525550104321", "x")).isInstanceOf(IOException.class);
        await().until(() -> probe.webhooks().size() == 3);
        assertThat(probe.received("meta").at("/calls/0/status").asInt()).isZero();
    }

    @Test
    void delaysAnswers() throws Exception {
        probe.behave("erp", "{\"latencyMs\":150,\"latencyJitterMs\":10}");
        var start = System.nanoTime();
        order();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(149_000_000);
    }

    @Test
    void refusesAboveItsRate() throws Exception {
        var clock = new TestClock();
        try (var timed = new Probe(clock)) {
            timed.behave("erp", "{\"ratePerSecond\":5,\"retryAfterS\":1}");
            assertThat(refused(timed, 12)).isEqualTo(7);
            clock.move(Duration.ofMillis(400));
            assertThat(refused(timed, 12)).isEqualTo(10);
        }
    }

    private static int refused(Probe timed, int calls) throws Exception {
        var refused = 0;
        for (var n = 0; n < calls; n++) {
            refused += timed.get("/erp/orders/1234", "sandbox-erp-token").status() == 429 ? 1 : 0;
        }
        return refused;
    }

    @Test
    void answersWhatHungWhenTheHangIsLifted() throws Exception {
        probe.behave("crm", "{\"hang\":true}");
        Future<Integer> answer = background.submit(() -> note("k1"));
        await().until(() -> probe.received("crm").path("count").asInt() == 1);
        assertThat(probe.received("crm").path("effects")).isEmpty();
        probe.behave("crm", "{}");
        assertThat(answer.get()).isEqualTo(201);
    }

    @Test
    void hangsOnlyAsLongAsTold() throws Exception {
        probe.behave("crm", "{\"hangMs\":100}");
        assertThat(note("k1")).isEqualTo(201);
    }

    @Test
    void forgetsWhatItReceived() throws Exception {
        order();
        probe.call("DELETE", "/_sim/erp/received", "", "");
        assertThat(probe.received("erp").path("count").asInt()).isZero();
    }

    @Test
    void pagesThroughWhatItReceived() throws Exception {
        for (var n = 0; n < 5; n++) note("k" + n);
        var page = probe.get("/_sim/crm/received?offset=2&limit=2", "").json();
        assertThat(page.path("count").asInt()).isEqualTo(5);
        assertThat(page.findValuesAsText("idempotencyKey")).containsExactly("k2", "k3");
    }

    private int order() throws Exception {
        return probe.get("/erp/orders/1234", "sandbox-erp-token").status();
    }

    private int note(String key) throws Exception {
        return probe.call(
                        "POST",
                        "/crm/contacts/1/notes",
                        "sandbox-crm-token",
                        "{\"text\":\"x\"}",
                        "Idempotency-Key",
                        key)
                .status();
    }
}
