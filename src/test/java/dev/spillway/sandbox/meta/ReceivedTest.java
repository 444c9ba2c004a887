package dev.spillway.sandbox.meta;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spillway.sandbox.Probe;
import dev.spillway.sandbox.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReceivedTest {
    private final TestClock clock = new TestClock();
    private Probe probe;

    @BeforeEach
    void start() throws Exception {
        probe = new Probe(clock);
        probe.behave("meta", "{\"missingShare\":1}");
    }

    @AfterEach
    void end() throws Exception {
        probe.close();
    }

    @Test
    void tellsWhatCameRowByRow() throws Exception {
        var startUs = clock.millis() * 1_000;
        probe.text("+525550104321", "x");
        clock.move(Duration.ofMillis(250));
        probe.text("+525550104322", "x");
        var page = get("/_sim/meta/received?after=0");
        assertThat(page.path("sends")).hasSize(2);
        assertThat(page.at("/sends/0/0").asLong()).isEqualTo(startUs);
        assertThat(page.at("/sends/1/0").asLong()).isEqualTo(startUs + 250_000);
        assertThat(page.at("/sends/0/1").asText()).isEqualTo("k-+525550104321");
        assertThat(page.at("/sends/0/2").asText()).isEqualTo("118264500913347");
        assertThat(page.at("/sends/0/4").asText()).isEqualTo("text");
        assertThat(page.at("/sends/0/5").asInt()).isZero();
    }

    @Test
    void pagesAndFilters() throws Exception {
        for (var n = 0; n < 7; n++) probe.text("+52555010432" + n, "x");
        var first = get("/_sim/meta/received?after=0&limit=3");
        assertThat(first.path("sends")).hasSize(3);
        var rest =
                get("/_sim/meta/received?limit=10&after=" + first.path("next").asInt());
        assertThat(rest.path("sends")).hasSize(4);
        assertThat(rest.path("next").asInt()).isEqualTo(rest.path("total").asInt());
        assertThat(get("/_sim/meta/received?after=0&key=k-%2B525550104325").path("sends"))
                .hasSize(1);
        assertThat(get("/_sim/meta/received?after=0&prefix=k-").path("sends")).hasSize(7);
        assertThat(get("/_sim/meta/received?after=0&person=525550104326").path("sends"))
                .hasSize(1);
        assertThat(get("/_sim/meta/received?after=0&code=130429").path("sends")).isEmpty();
    }

    @Test
    void countsRefusedOnesAndThoseWhoseBodyIsWrong() throws Exception {
        probe.behave("meta", "{\"missingShare\":1,\"messagesPerSecond\":1}");
        probe.text("+525550104321", "x");
        probe.text("+525550104322", "x");
        probe.call("POST", Probe.META, "sandbox-access-token", "{\"messaging_product\":\"whatsapp\"}");
        var summary = get("/_sim/meta/summary");
        assertThat(summary.path("came").asInt()).isEqualTo(3);
        assertThat(summary.path("accepted").asInt()).isEqualTo(1);
        assertThat(summary.at("/refused/130429").asInt()).isEqualTo(1);
        assertThat(summary.at("/refused/131008").asInt()).isEqualTo(1);
    }

    @Test
    void namesKeysThatWereAcceptedMoreThanOnce() throws Exception {
        probe.text("+525550104321", "x");
        probe.text("+525550104321", "x");
        probe.text("+525550104322", "x");
        var summary = get("/_sim/meta/summary");
        assertThat(summary.path("keysAccepted").asInt()).isEqualTo(2);
        assertThat(summary.path("doubled")).hasSize(1);
        assertThat(summary.at("/doubled/k-+525550104321").asInt()).isEqualTo(2);
    }

    @Test
    void countsBreachesOverHttp() throws Exception {
        probe.behave("meta", "{\"missingShare\":1,\"messagesPerSecond\":5}");
        for (var n = 0; n < 8; n++) probe.text("+52555010432" + n, "x");
        var report = get("/_sim/meta/violations");
        assertThat(report.path("violations").asInt()).isEqualTo(3);
        assertThat(report.at("/numbers/118264500913347/max1s").asInt()).isEqualTo(8);
        assertThat(get("/_sim/meta/violations?tolerance1s=1.6")
                        .path("violations")
                        .asInt())
                .isZero();
        assertThat(probe.get("/_sim/meta/violations?tolerance1s=much", "").status())
                .isEqualTo(400);
    }

    @Test
    void countsWhatPeopleWriteInTheThroughput() throws Exception {
        probe.behave("meta", "{\"missingShare\":1,\"messagesPerSecond\":5}");
        for (var n = 0; n < 3; n++) {
            probe.call("POST", "/_sim/meta/send", "", "{\"from\":\"52155501" + n + "0000\",\"webhook\":false}");
        }
        assertThat(probe.text("+525550104321", "x").status()).isEqualTo(200);
        assertThat(probe.text("+525550104322", "x").status()).isEqualTo(200);
        assertThat(probe.text("+525550104323", "x").json().at("/error/code").asInt())
                .isEqualTo(130429);
        assertThat(get("/_sim/meta/violations")
                        .at("/numbers/118264500913347/withInbound/max1s")
                        .asInt())
                .isEqualTo(6);
    }

    @Test
    void logsWhatAFaultKeepsAway() throws Exception {
        probe.behave("meta", "{\"errorStatus\":503}");
        probe.text("+525550104321", "x");
        probe.behave("meta", "{\"missingShare\":1,\"errorStatus\":503,\"effect\":\"before\"}");
        probe.text("+525550104322", "x");
        var page = get("/_sim/meta/received?after=0");
        assertThat(page.at("/sends/0/5").asInt()).isEqualTo(-1);
        assertThat(page.at("/sends/1/5").asInt()).isZero();
        assertThat(get("/_sim/meta/violations").path("arrivals").asInt()).isEqualTo(2);
    }

    @Test
    void beginsAnew() throws Exception {
        probe.text("+525550104321", "x");
        probe.call("POST", "/_sim/meta/reset", "", "");
        assertThat(get("/_sim/meta/violations").path("arrivals").asInt()).isZero();
        assertThat(probe.received("meta").path("count").asInt()).isZero();
        assertThat(get("/_sim/meta/behaviour").path("missingShare").asInt()).isZero();
    }

    private JsonNode get(String path) throws Exception {
        return probe.get(path, "").json();
    }
}
