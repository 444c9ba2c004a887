package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.HttpReply;
import dev.spillway.event.Payload;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LastAnswerTest {
    @Test
    void isStatusAndMaskedBody() {
        var reply = reply(422, "{\"error\":\"phone 5215550104321 is unknown\",\"code\":\"E17\"}");
        assertThat(LastAnswer.of(reply)).isEqualTo("422 {\"error\":\"phone *** is unknown\",\"code\":\"E17\"}");
    }

    @Test
    void isTheStatusAloneForAnEmptyBody() {
        assertThat(LastAnswer.of(reply(502, ""))).isEqualTo("502");
    }

    @Test
    void isNothingWithoutAReply() {
        assertThat(LastAnswer.of(null)).isEmpty();
    }

    @Test
    void isShortHoweverLongTheBody() {
        assertThat(LastAnswer.of(reply(500, "é".repeat(100_000))).length()).isLessThan(410);
    }

    private static HttpReply reply(int status, String body) {
        return new HttpReply(status, Map.of(), Payload.of(body));
    }
}
