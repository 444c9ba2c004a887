package dev.spillway.whatsapp;

import static dev.spillway.whatsapp.Given.error;
import static dev.spillway.whatsapp.Given.outcomeOf;
import static dev.spillway.whatsapp.Given.reply;
import static dev.spillway.whatsapp.Given.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.HttpReply;
import dev.spillway.connector.Outcome.Kind;
import dev.spillway.event.Payload;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTest {
    private static final String NAME = "wamid.HQA1MjE1NTUwMTA0MzIxFQIAEhgURTg5RjI0M0FFRUI2NDIwOEJDRTYA";

    @Test
    void anAcceptedMessageHasAnId() {
        var outcome = outcomeOf(reply(200, sample("response_send_ok")));
        assertThat(outcome.kind()).isEqualTo(Kind.DONE);
        assertThat(outcome.value())
                .isEqualTo(Map.of("messageId", NAME, "messageStatus", "accepted", "waId", "5215550104321"));
    }

    @Test
    void aHeldMessageIsAcceptedToo() {
        var outcome = outcomeOf(reply(200, sample("response_send_held")));
        assertThat(outcome.value()).containsEntry("messageStatus", "held_for_quality_assessment");
    }

    @Test
    void aMessageToAUserIdComesBackWithoutPhone() {
        var outcome = outcomeOf(reply(200, sample("response_send_ok_bsuid")));
        assertThat(outcome.kind()).isEqualTo(Kind.DONE);
        assertThat(outcome.value()).containsOnlyKeys("messageId");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{}", "{\"messages\":[]}", "{\"messages\":[{}]}", "{\"messages\":\"x\"}", "<html>", "[]", "''"})
    void anAnswerWithoutIdLeavesUsNotKnowing(String body) {
        assertThat(outcomeOf(reply(200, Payload.of(body))).kind()).isEqualTo(Kind.AMBIGUOUS);
    }

    @ParameterizedTest
    @CsvSource({
        "response_error_130429,400,THROTTLED,130429",
        "response_error_131056,400,CONTACT_THROTTLED,131056",
        "response_error_190,401,AUTH_REVOKED,190"
    })
    void readsTheDocumentedErrors(String sample, int status, Kind kind, String code) {
        var outcome = outcomeOf(reply(status, sample(sample)));
        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(outcome.code()).isEqualTo(code);
        assertThat(outcome.reason()).contains("code " + code).contains("AMadeUpTrace");
    }

    @Test
    void anErrorInsideA200IsAnError() {
        assertThat(outcomeOf(error(200, 131056)).kind()).isEqualTo(Kind.CONTACT_THROTTLED);
    }

    @ParameterizedTest
    @CsvSource({
        "500,UNAVAILABLE",
        "502,UNAVAILABLE",
        "503,UNAVAILABLE",
        "504,AMBIGUOUS",
        "429,THROTTLED",
        "401,AUTH_REVOKED",
        "403,CONFIG",
        "404,CONFIG",
        "400,INVALID",
        "408,UNAVAILABLE",
        "302,CONFIG"
    })
    void decidesByStatusWhenTheAnswerIsNotTheirs(int status, Kind kind) {
        assertThat(outcomeOf(reply(status, Payload.of("<html>5215550104321</html>")))
                        .kind())
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"400,INVALID", "500,UNAVAILABLE", "429,THROTTLED"})
    void decidesByStatusForACodeNobodyKnows(int status, Kind kind) {
        var outcome = outcomeOf(error(status, 999999));
        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(outcome.code()).isEqualTo("999999");
    }

    @Test
    void triesAgainWhatIsSaidToBeTransient() {
        var body = Payload.of("{\"error\":{\"code\":999999,\"is_transient\":true}}");
        assertThat(outcomeOf(reply(400, body)).kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void neverPutsTheirWordsOrAStrangeTraceIdIntoAReason() {
        var body =
                Payload.of("{\"error\":{\"code\":131026,\"message\":\"5215550104321\",\"fbtrace_id\":\"to 52155\"}}");
        assertThat(outcomeOf(reply(400, body)).reason()).doesNotContain("52155");
    }

    @ParameterizedTest
    @CsvSource({"7,PT7S", "0,PT0S", "99999,PT1H"})
    void honoursAWishInSecondsUpToAnHour(String header, Duration wish) {
        assertThat(withHeaders(Map.of("retry-after", header))).isEqualTo(wish);
    }

    @Test
    void readsAWishGivenAsADateAgainstTheAnswersOwnDate() {
        var date = "Sat, 21 Nov 2026 10:00:00 GMT";
        var later = "Sat, 21 Nov 2026 10:00:30 GMT";
        assertThat(withHeaders(Map.of("retry-after", later, "date", date))).isEqualTo(Duration.ofSeconds(30));
        assertThat(withHeaders(Map.of("retry-after", date, "date", later))).isEqualTo(Duration.ZERO);
    }

    @Test
    void fallsBackToTheTableWhenTheWishCannotBeRead() {
        assertThat(withHeaders(Map.of("retry-after", "soon"))).isEqualTo(Duration.ofMinutes(1));
    }

    private static Duration withHeaders(Map<String, String> headers) {
        var reply = new HttpReply(500, headers, error(500, 131057).body());
        return Objects.requireNonNull(outcomeOf(reply).retryAfter());
    }
}
