package dev.spillway.connector;

import static dev.spillway.connector.TestConnectors.call;
import static dev.spillway.connector.TestConnectors.connector;
import static dev.spillway.connector.TestConnectors.outcome;
import static dev.spillway.connector.TestConnectors.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.connector.Outcome.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Forms that hold files. */
final class MultipartTest {
    private static final String NOTE = """
            addNote:
              write: true
              idempotency: {strategy: ledger-only}
              steps:
                - call: {method: POST, url: "https://crm.test/notes"}
                  multipart:
                    - {name: content, value: in.text}
                    - {name: tags, value: "{'list': in.tags}"}
                    - {name: "attachments[]", file: in.file, filename: "{in.fileName}", type: "{in.fileType}", maxBytes: 10}
                  out: "{'id': body.id}"
            """;

    private static Map<String, Object> note(Map<String, Object> more) {
        var note = new HashMap<String, Object>(Map.of(
                "waId",
                "525",
                "text",
                "¡hola!",
                "occurredAt",
                "x",
                "fileName",
                "f.pdf",
                "fileType",
                "application/pdf"));
        note.putAll(more);
        return note;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpCall sent(Map<String, Object> more) {
        return call(connector(NOTE).begin(write("addNote", note(more), false)));
    }

    private static Outcome refused(Map<String, Object> more) {
        return outcome(connector(NOTE).begin(write("addNote", note(more), false)));
    }

    @Test
    void sendsTextJsonAndAFileAsOneForm() {
        var sent = sent(Map.of("file", base64("%PDF"), "tags", 1));
        var type = sent.headers().getOrDefault("Content-Type", "");
        var boundary = type.replace("multipart/form-data; boundary=", "");

        assertThat(type).startsWith("multipart/form-data; boundary=spillway-");
        var form = """
                --B
                Content-Disposition: form-data; name="content"
                Content-Type: text/plain; charset=utf-8

                ¡hola!
                --B
                Content-Disposition: form-data; name="tags"
                Content-Type: application/json

                {"list":1}
                --B
                Content-Disposition: form-data; name="attachments[]"; filename="f.pdf"
                Content-Type: application/pdf

                %PDF
                --B--
                """;
        assertThat(sent.body().text())
                .isEqualTo(form.replace("--B", "--" + boundary).replace("\n", "\r\n"));
    }

    @Test
    void isTheSameForTheSameInputSoThatARepeatIsOne() {
        var file = Map.<String, Object>of("file", base64("%PDF"));
        assertThat(sent(file).body()).isEqualTo(sent(file).body());
        assertThat(sent(file).headers()).isEqualTo(sent(file).headers());
    }

    @Test
    void keepsQuotesAndLineBreaksOfANameOutOfTheHeaders() {
        var sent = sent(Map.of("file", base64("x"), "fileName", "a\"\r\nX-Evil: 1"));

        assertThat(sent.body().text())
                .contains("filename=\"a%22%0D%0AX-Evil: 1\"")
                .doesNotContain("\r\nX-Evil");
        assertThat(refused(Map.of("file", base64("x"), "fileType", "a/b\r\nX: 1"))
                        .kind())
                .isEqualTo(Kind.INVALID);
    }

    @Test
    void leavesOutAFileThatIsNotThere() {
        assertThat(sent(Map.of()).body().text()).contains("content").doesNotContain("attachments");
    }

    @Test
    void refusesAFileThatIsTooLargeOrNoFile() {
        assertThat(refused(Map.of("file", base64("12345678901")))).satisfies(outcome -> {
            assertThat(outcome.kind()).isEqualTo(Kind.INVALID);
            assertThat(outcome.reason()).contains("attachments[] is larger than 10 bytes");
        });
        assertThat(refused(Map.of("file", "x".repeat(1_000_000))).reason()).contains("larger than 10 bytes");
        assertThat(refused(Map.of("file", "a")).reason()).contains("in.file is no base64");
    }

    @Test
    void carriesAFileThatNoExpressionCouldBear() {
        var yaml = NOTE.replace("maxBytes: 10", "maxBytes: 5000000");
        var file = Map.<String, Object>of("file", base64("%PDF" + "x".repeat(2_000_000)));
        var sent = call(connector(yaml).begin(write("addNote", note(file), false)));

        assertThat(sent.body().length()).isGreaterThan(2_000_004).isLessThan(2_001_000);
    }

    @Test
    void saysWhatIsWrongWithAPart() {
        var wrong = NOTE.replace("value: in.text", "type: a/b")
                .replace("maxBytes: 10", "maxBytes: 9000000")
                .replace("file: in.file", "file: \"$x(in)\"")
                .replace("tags, value", "tags, filename: x, value");

        assertThatThrownBy(() -> connector(wrong))
                .hasMessageContainingAll(
                        "multipart[0]: holds nothing or two things",
                        "multipart[1].filename: belongs to a file",
                        "multipart[2].file: is no path",
                        "multipart[2].maxBytes: must be 1..8000000",
                        "test.yaml:");
    }
}
