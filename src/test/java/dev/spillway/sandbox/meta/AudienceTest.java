package dev.spillway.sandbox.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spillway.sandbox.Probe;
import dev.spillway.sandbox.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may be written to, and how it is told when somebody may not. */
class AudienceTest {
    private static final String ANA = "+525550104321";
    private static final String BEA = "+525550104322";
    private static final String STRICT = "\"strict\":true,\"failBy\":\"answer\"";

    private final TestClock clock = new TestClock();
    private Probe probe;

    @BeforeEach
    void start() throws Exception {
        probe = new Probe(clock);
        probe.call("PUT", "/_sim/meta/templates/promo/es_MX", "", "{\"category\":\"MARKETING\"}");
        probe.call("PUT", "/_sim/meta/templates/notice/es_MX", "", "{\"category\":\"UTILITY\"}");
    }

    @AfterEach
    void end() throws Exception {
        probe.close();
    }

    @Test
    void refusesFreeTextToWhomNeverWrote() throws Exception {
        behave(STRICT);
        assertThat(text(ANA)).isEqualTo(131047);
        assertThat(template(ANA, "notice")).isZero();
    }

    @Test
    void tellsByAStatusThatTheWindowWasClosedAsMetaDoes() throws Exception {
        behave("\"strict\":true");
        assertThat(text(ANA)).isZero();
        await().until(() -> probe.webhooks().size() == 1);
        var value = probe.webhooks().get(0).value();
        var sample = Samples.read("status_failed_131047").at("/entry/0/changes/0/value");
        assertThat(value.at("/statuses/0/status").asText()).isEqualTo("failed");
        assertThat(value.at("/statuses/0/errors")).isEqualTo(sample.at("/statuses/0/errors"));
        assertThat(value.at("/statuses/0/biz_opaque_callback_data").asText()).isEqualTo("k-" + ANA);
        assertThat(value.at("/statuses/0").has("recipient_user_id")).isFalse();
        assertThat(value.has("contacts")).isFalse();
        assertThat(get("/_sim/meta/summary").at("/failed/131047").asInt()).isEqualTo(1);
    }

    @Test
    void letsTextPassForADayAfterAMessage() throws Exception {
        behave(STRICT);
        hear("{\"from\":\"5215550104321\"}");
        assertThat(text(ANA)).isZero();
        clock.move(Duration.ofHours(24).minusSeconds(1));
        assertThat(text(ANA)).isZero();
        clock.move(Duration.ofSeconds(1));
        assertThat(text(ANA)).isEqualTo(131047);
        assertThat(text(BEA)).isEqualTo(131047);
    }

    @Test
    void countsTheWindowFromTheTimeInThePayload() throws Exception {
        behave(STRICT);
        var old = clock.instant().minus(Duration.ofHours(23)).getEpochSecond();
        hear("{\"from\":\"5215550104321\",\"timestamp\":" + old + "}");
        assertThat(text(ANA)).isZero();
        clock.move(Duration.ofHours(1));
        assertThat(text(ANA)).isEqualTo(131047);
    }

    @Test
    void opensNoWindowByAReactionButByACall() throws Exception {
        behave(STRICT);
        hear(
                "{\"from\":\"5215550104321\",\"type\":\"reaction\",\"element\":{\"reaction\":{\"message_id\":\"wamid.x\",\"emoji\":\"x\"}}}");
        assertThat(text(ANA)).isEqualTo(131047);
        probe.call("POST", "/_sim/meta/call", "", "{\"from\":\"5215550104321\",\"webhook\":false}");
        assertThat(text(ANA)).isZero();
    }

    @Test
    void scalesTheDay() throws Exception {
        behave(STRICT + ",\"dayMs\":2000");
        hear("{\"from\":\"5215550104321\"}");
        assertThat(text(ANA)).isZero();
        clock.move(Duration.ofSeconds(2));
        assertThat(text(ANA)).isEqualTo(131047);
    }

    @Test
    void speaksFirstToNoMorePeopleThanTheTierAllows() throws Exception {
        behave(STRICT + ",\"tier\":1,\"dayMs\":10000");
        assertThat(template(ANA, "notice")).isZero();
        assertThat(template(ANA, "notice")).isZero();
        assertThat(template(BEA, "notice")).isEqualTo(131048);
        hear("{\"from\":\"5215550104322\"}");
        assertThat(template(BEA, "notice")).isZero();
        clock.move(Duration.ofSeconds(10));
        assertThat(template("+525550104323", "notice")).isZero();
        assertThat(get("/_sim/meta/violations").at("/tier/over").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"optedOut,131050,0", "marketingFull,131049,0", "experiment,130472,0", "unreachable,131026,131026"})
    void knowsWhatIsSpecialAboutPeople(String trait, int marketing, int utility) throws Exception {
        behave(STRICT);
        probe.call("PUT", "/_sim/meta/people/525550104321", "", "{\"" + trait + "\":true}");
        assertThat(template(ANA, "promo")).isEqualTo(marketing);
        assertThat(template(ANA, "notice")).isEqualTo(utility);
        assertThat(template(BEA, "promo")).isZero();
        probe.call("PUT", "/_sim/meta/people/525550104321", "", "{\"" + trait + "\":false}");
        assertThat(template(ANA, "promo")).isZero();
    }

    @Test
    void namesAnUnknownTrait() throws Exception {
        var reply = probe.call("PUT", "/_sim/meta/people/525550104321", "", "{\"happy\":true}");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text()).contains("unknown key happy");
    }

    @Test
    void givesNobodyMoreMarketingADayThanSet() throws Exception {
        behave(STRICT + ",\"marketingPerDay\":2,\"dayMs\":5000");
        assertThat(template(ANA, "promo")).isZero();
        assertThat(template(ANA, "promo")).isZero();
        assertThat(template(ANA, "promo")).isEqualTo(131049);
        assertThat(template(ANA, "notice")).isZero();
        clock.move(Duration.ofSeconds(5));
        assertThat(template(ANA, "promo")).isZero();
    }

    @Test
    void letsPeopleTurnMarketingOffInTheApp() throws Exception {
        behave(STRICT);
        probe.call(
                "POST",
                "/_sim/meta/preference",
                "",
                "{\"from\":\"5215550104321\",\"name\":\"Rocío Téllez\",\"timestamp\":1795100400}");
        var sample = Samples.read("user_preferences_stop").at("/entry/0/changes/0");
        var told = Probe.json(probe.webhooks().get(0).text()).at("/entry/0/changes/0");
        assertThat(told).isEqualTo(sample);
        assertThat(template(ANA, "promo")).isEqualTo(131050);
        probe.call("POST", "/_sim/meta/preference", "", "{\"from\":\"5215550104321\",\"value\":\"resume\"}");
        assertThat(template(ANA, "promo")).isZero();
    }

    @Test
    void callsInTheDocumentedShape() throws Exception {
        probe.call("POST", "/_sim/meta/call", "", "{\"timestamp\":1795100400}");
        var sample = Samples.read("calls_connect").at("/entry/0/changes/0/value/calls/0");
        var told = probe.webhooks().get(0).value().at("/calls/0");
        assertThat(told.fieldNames()).toIterable().containsExactlyElementsOf(() -> sample.fieldNames());
        assertThat(told.path("from")).isEqualTo(sample.path("from"));
        assertThat(told.path("session")).isEqualTo(sample.path("session"));
    }

    @Test
    void refusesAMessageToItself() throws Exception {
        assertThat(text("+525541007700")).isEqualTo(131021);
    }

    @Test
    void failsTheShareOfAcceptedMessagesThatWasSet() throws Exception {
        behave("\"failShare\":1,\"failCode\":131026");
        assertThat(text(ANA)).isZero();
        await().until(() -> probe.webhooks().size() == 1);
        assertThat(probe.webhooks()
                        .get(0)
                        .value()
                        .at("/statuses/0/errors/0/code")
                        .asInt())
                .isEqualTo(131026);
    }

    @ParameterizedTest
    @CsvSource({"0,400", "429,429"})
    void answersRateLimitsByTheStatusThatWasSet(int set, int status) throws Exception {
        behave("\"messagesPerSecond\":1,\"rateLimitStatus\":" + set);
        text(ANA);
        assertThat(probe.text(BEA, "x").status()).isEqualTo(status);
        assertThat(probe.text("abc", "x").status()).isEqualTo(400);
    }

    @Test
    void holdsEverySecondToTheLimitWhenItSlides() throws Exception {
        behave("\"messagesPerSecond\":2,\"throughputRule\":\"sliding\"");
        assertThat(text(ANA)).isZero();
        clock.move(Duration.ofMillis(900));
        assertThat(text(BEA)).isZero();
        clock.move(Duration.ofMillis(99));
        assertThat(text("+525550104323")).isEqualTo(130429);
        clock.move(Duration.ofMillis(1));
        assertThat(text("+525550104323")).isZero();
        assertThat(text("+525550104324")).isEqualTo(130429);
    }

    private void behave(String members) throws Exception {
        assertThat(probe.behave("meta", "{" + members + "}").status()).isEqualTo(200);
    }

    private void hear(String order) throws Exception {
        var silent = order.substring(0, order.length() - 1) + ",\"webhook\":false}";
        assertThat(probe.call("POST", "/_sim/meta/send", "", silent).status()).isEqualTo(200);
    }

    private int text(String to) throws Exception {
        return probe.text(to, "x").json().at("/error/code").asInt();
    }

    private int template(String to, String name) throws Exception {
        var body = "{\"messaging_product\":\"whatsapp\",\"to\":\"" + to
                + "\",\"type\":\"template\",\"template\":{\"name\":\"" + name
                + "\",\"language\":{\"code\":\"es_MX\"}}}";
        return probe.call("POST", Probe.META, "sandbox-access-token", body)
                .json()
                .at("/error/code")
                .asInt();
    }

    private JsonNode get(String path) throws Exception {
        return probe.get(path, "").json();
    }
}
