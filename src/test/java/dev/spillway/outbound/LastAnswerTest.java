package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.ConnectorLoader;
import dev.spillway.connector.HttpReply;
import dev.spillway.connector.Redaction;
import dev.spillway.event.Payload;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LastAnswerTest {
    @Test
    void isStatusAndMaskedBody() {
        var reply = reply(422, "{\"error\":\"phone 5215550104321 is unknown\",\"code\":\"E17\"}");
        assertThat(LastAnswer.of(reply, Redaction.NONE))
                .isEqualTo("422 {\"error\":\"phone *** is unknown\",\"code\":\"E17\"}");
    }

    @Test
    void isTheStatusAloneForAnEmptyBody() {
        assertThat(LastAnswer.of(reply(502, ""), Redaction.NONE)).isEqualTo("502");
    }

    @Test
    void isNothingWithoutAReply() {
        assertThat(LastAnswer.of(null, Redaction.NONE)).isEmpty();
    }

    @Test
    void isShortHoweverLongTheBody() {
        assertThat(LastAnswer.of(reply(500, "é".repeat(100_000)), Redaction.NONE)
                        .length())
                .isLessThan(410);
    }

    private static Redaction hidingNames() {
        var file = """
                connector: test
                redact: {body: [customer.name]}
                operations:
                  getStock:
                    write: false
                    steps: [{call: {method: GET, url: "https://erp.test/"}, out: body}]
                """;
        return ConnectorLoader.load("test.yaml", file, Map.of()).redaction();
    }

    @Test
    void leavesOutWhatTheConnectorHides() {
        var reply = reply(422, "{\"customer\":{\"name\":\"Ana Lopez\"},\"filler\":\"" + "é".repeat(5_000) + "\"}");

        assertThat(LastAnswer.of(reply, hidingNames()))
                .startsWith("422 {\"customer\":{\"name\":\"***\"},\"filler\":\"é");
    }

    @Test
    void isTheStatusAndTheSizeWhereItCannotTellWhatToHide() {
        var reply = reply(422, "{\"customer\":{\"name\":\"Ana\"},\"filler\":\"" + "e".repeat(300_000) + "\"}");

        assertThat(LastAnswer.of(reply, hidingNames())).startsWith("422 *** (").doesNotContain("Ana");
    }

    private static HttpReply reply(int status, String body) {
        return new HttpReply(status, Map.of(), Payload.of(body));
    }
}
