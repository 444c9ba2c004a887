package dev.spillway.sandbox.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spillway.sandbox.Probe;
import dev.spillway.sandbox.SimulatorSettings;
import dev.spillway.sandbox.TestClock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BusinessNumbersTest {
    private static final String NUMBER = "118264500913347";
    private static final String CONTROL = "/_sim/meta/numbers/" + NUMBER;
    private static final String TOKEN = "sandbox-access-token";

    private Probe probe;

    @BeforeEach
    void start() throws Exception {
        probe = new Probe(new TestClock());
        probe.behave("meta", "{\"missingShare\":1}");
    }

    @AfterEach
    void end() throws Exception {
        probe.close();
    }

    @Test
    void tellsThroughputAndQuality() throws Exception {
        var fields = "/meta/v26.0/" + NUMBER + "?fields=throughput,quality_rating";
        var told = probe.get(fields, TOKEN).json();
        assertThat(told)
                .isEqualTo(Probe.json("{\"id\":\"" + NUMBER
                        + "\",\"quality_rating\":\"GREEN\",\"throughput\":{\"level\":\"STANDARD\"}}"));
        probe.call("PUT", CONTROL, "", "{\"messagesPerSecond\":1000,\"quality\":\"YELLOW\"}");
        assertThat(probe.get(fields, TOKEN).json().at("/throughput/level").asText())
                .isEqualTo("HIGH");
        assertThat(probe.get(fields, TOKEN).json().path("quality_rating").asText())
                .isEqualTo("YELLOW");
        assertThat(probe.get(fields, "wrong").status()).isEqualTo(401);
    }

    @Test
    void hasALimitOfItsOwn() throws Exception {
        probe.call("PUT", CONTROL, "", "{\"messagesPerSecond\":20}");
        assertThat(accepted(30)).isEqualTo(20);
        assertThat(probe.get(CONTROL, "").json().path("messagesPerSecond").asInt())
                .isEqualTo(20);
        assertThat(probe.call("PUT", CONTROL, "", "{\"quality\":\"BLUE\"}").status())
                .isEqualTo(400);
        assertThat(probe.call("PUT", "/_sim/meta/numbers/7", "", "{}").status()).isEqualTo(400);
    }

    @Test
    void answersNothingWhileItIsUpgraded() throws Exception {
        probe.call("POST", CONTROL + "/upgrade", "", "");
        var during = probe.text("+525550104321", "x");
        assertThat(during.status()).isEqualTo(500);
        assertThat(during.json().at("/error/code").asInt()).isEqualTo(131057);
        assertThat(probe.get(CONTROL, "").json().path("upgrading").asBoolean()).isTrue();
    }

    @Test
    void isFasterAfterTheUpgradeAndTellsSo() throws Exception {
        probe.behave("meta", "{\"missingShare\":1,\"messagesPerSecond\":5}");
        probe.call("POST", CONTROL + "/upgrade", "", "{\"messagesPerSecond\":200,\"maintenanceMs\":1}");
        await().until(() -> probe.webhooks().size() == 1);
        var told = Probe.json(probe.webhooks().get(0).text()).at("/entry/0/changes/0");
        assertThat(told).isEqualTo(Samples.read("phone_number_quality_update").at("/entry/0/changes/0"));
        assertThat(accepted(50)).isEqualTo(50);
        JsonNode judged = probe.get("/_sim/meta/violations", "").json();
        assertThat(judged.at("/numbers/" + NUMBER + "/limit").asInt()).isEqualTo(200);
        assertThat(judged.path("violations").asInt()).isZero();
    }

    @Test
    void sharesTheTierAmongNumbersButNotTheThroughput() throws Exception {
        var settings = SimulatorSettings.onPort(0).withNumbers(Map.of("1", "525500000001", "2", "525500000002"));
        try (var two = new Probe(new TestClock(), settings)) {
            two.behave("meta", "{\"missingShare\":1,\"messagesPerSecond\":2,\"tier\":3,\"failBy\":\"answer\"}");
            assertThat(notice(two, "1", "+525550104321")).isZero();
            assertThat(notice(two, "1", "+525550104322")).isZero();
            assertThat(notice(two, "1", "+525550104323")).isEqualTo(130429);
            assertThat(notice(two, "2", "+525550104324")).isZero();
            assertThat(notice(two, "2", "+525550104325")).isEqualTo(131048);
            var judged = two.get("/_sim/meta/violations", "").json();
            assertThat(judged.at("/numbers/1/over1s").asInt()).isEqualTo(1);
            assertThat(judged.at("/numbers/2/over1s").asInt()).isZero();
            assertThat(judged.at("/tier/max").asInt()).isEqualTo(4);
        }
    }

    private static int notice(Probe probe, String number, String to) throws Exception {
        var body = "{\"messaging_product\":\"whatsapp\",\"to\":\"" + to + "\",\"type\":\"template\",\"template\":"
                + "{\"name\":\"notice\",\"language\":{\"code\":\"es_MX\"}}}";
        var reply = probe.call("POST", "/meta/v26.0/" + number + "/messages", TOKEN, body);
        return reply.json().at("/error/code").asInt();
    }

    private int accepted(int count) throws Exception {
        var accepted = 0;
        for (var n = 0; n < count; n++) {
            accepted += probe.text("+5255501" + (10_000 + n), "x").status() == 200 ? 1 : 0;
        }
        return accepted;
    }
}
