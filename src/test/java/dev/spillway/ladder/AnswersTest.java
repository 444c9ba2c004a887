package dev.spillway.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private final Answers answers = new Answers();

    private int take(String text) {
        return answers.take(Buffer.buffer(text));
    }

    @Test
    void seesOneAnswerAfterTheOther() {
        assertThat(take("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")).isEqualTo(200);
        assertThat(take("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 2\r\n\r\n{}"))
                .isEqualTo(503);
    }

    @Test
    void waitsForTheRest() {
        assertThat(take("HTTP/1.1 200 OK\r\ncontent-le")).isZero();
        assertThat(take("ngth: 3\r\n\r\n1")).isZero();
        assertThat(take("23")).isEqualTo(200);
    }

    @Test
    void knowsWhatIsNoAnswer() {
        assertThat(take("-ERR unknown command\r\n\r\n")).isEqualTo(-1);
        assertThat(new Answers().take(Buffer.buffer("HTTP/1.1 200 OK\r\n\r\n"))).isEqualTo(-1);
    }
}
