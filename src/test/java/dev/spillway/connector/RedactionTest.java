package dev.spillway.connector;

import static dev.spillway.connector.TestConnectors.lookup;
import static dev.spillway.connector.TestConnectors.outcome;
import static dev.spillway.connector.TestConnectors.play;
import static dev.spillway.connector.TestConnectors.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.event.Payload;
import dev.spillway.yaml.FaultyFileException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RedactionTest {
    private static final String FILE = """
            connector: test
            params: {key: {required: true, secret: true}}
            auth: {kind: header, name: X-Shop-Key, value: "{key}"}
            redact:
              headers: [X-Customer]
              query: [sig, "user name"]
              body: [customer.email, lines.note, "*.iban", secret]
            operations:
              getStock:
                write: false
                steps:
                  - call: {method: GET, url: "https://erp.test/stock/{in.sku}"}
                    out: "{'sku': body.sku, 'available': 1}"
                    outcomes:
                      - when: "status = 422"
                        is: invalid
                        code: body.secret
                        reason: "body.why & ' ' & body.customer.email & ' ' & headers.`x-customer` & ' ' & body.lines[0].note"
            """;

    private static final Connector CONNECTOR = ConnectorLoader.load("test.yaml", FILE, Map.of("key", "s3cret"));
    private static final Redaction REDACTION = CONNECTOR.redaction();

    private static String json(String body) {
        return REDACTION.body(Map.of("content-type", "application/json"), Payload.of(body));
    }

    @ParameterizedTest
    @CsvSource({
        "X-Customer,Ana,***",
        "x-customer,Ana Lopez,Ana ***",
        "Authorization,Bearer abc,Bearer ***",
        "authorization,abc,***",
        "Proxy-Authorization,Basic abc,Basic ***",
        "Cookie,a=b; c=d,***",
        "Set-Cookie,SAP_SESSION=1; path=/,***",
        "X-CSRF-Token,abc,***",
        "X-Shop-Key,s3cret,***",
        "Accept,application/json,application/json"
    })
    void hidesHeadersThatAreListedAndAlwaysThoseThatOpenDoors(String name, String value, String shown) {
        assertThat(REDACTION.header(name, value)).isEqualTo(shown);
    }

    @Test
    void hidesParametersOfAnAddress() {
        assertThat(REDACTION.address(URI.create("https://a.test/x?q=1&sig=abc%3D&user+name=Ana&flag&sigh=2")))
                .isEqualTo("https://a.test/x?q=1&sig=***&user+name=***&flag&sigh=2");
        assertThat(REDACTION.address(URI.create("https://a.test/sig"))).isEqualTo("https://a.test/sig");
    }

    @Test
    void hidesFieldsOfABodyWhereverListsAreBetween() {
        assertThat(json(
                        "{\"customer\":{\"email\":\"a@b\",\"id\":1},\"email\":\"x\",\"lines\":[{\"note\":{\"a\":1},\"q\":2},3],"
                                + "\"bank\":{\"iban\":\"MX1\"},\"iban\":\"MX2\",\"total\":12.50,\"secret\":null}"))
                .isEqualTo(
                        "{\"customer\":{\"email\":\"***\",\"id\":1},\"email\":\"x\",\"lines\":[{\"note\":\"***\",\"q\":2},3],"
                                + "\"bank\":{\"iban\":\"***\"},\"iban\":\"MX2\",\"total\":12.50,\"secret\":null}");
        assertThat(json("[{\"customer\":[{\"email\":1},{\"email\":2}]}]"))
                .isEqualTo("[{\"customer\":[{\"email\":\"***\"},{\"email\":\"***\"}]}]");
    }

    @Test
    void showsNothingOfABodyWhoseFieldsItCannotTell() {
        assertThat(json("{\"customer\":{\"email\":\"a@b\"}"))
                .isEqualTo("*** (27 bytes in which fields cannot be told)");
        assertThat(json("{\"secret\":1}\n{\"secret\":2}"))
                .doesNotContain("1,", "2}")
                .startsWith("***");
        assertThat(REDACTION.body(
                        Map.of("Content-Type", "multipart/form-data; boundary=x"), Payload.of("--x\r\nsecret")))
                .startsWith("***");
    }

    @Test
    void showsWhatHasNoFields() {
        assertThat(json("<html>Bad gateway</html>")).isEqualTo("<html>Bad gateway</html>");
        assertThat(json("")).isEmpty();
    }

    @Test
    void hidesFieldsOfForms() {
        var form = Map.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");

        assertThat(REDACTION.body(form, Payload.of("secret=abc&a=1&%73ecret=x")))
                .isEqualTo("secret=***&a=1&%73ecret=***");
    }

    @Test
    void showsBodiesAsTheyAreWhereNothingIsListed() {
        assertThat(Redaction.NONE.body(Map.of(), Payload.of("{ \"a\" : 1"))).isEqualTo("{ \"a\" : 1");
    }

    /** Both stand in the ledger. */
    @Test
    void keepsWhatIsListedOutOfReasonsAndCodes() {
        var answer = new HttpReply(
                422,
                Map.of("x-customer", "Ana"),
                Payload.of(
                        "{\"why\":\"no stock for\",\"secret\":\"E1\",\"customer\":{\"email\":\"Lopez\"},\"lines\":[{\"note\":\"sized\"}]}"));
        var outcome = outcome(play(CONNECTOR.begin(lookup("getStock", Map.of("sku", "A"))), List.of(answer)));

        assertThat(outcome.reason()).isEqualTo("no stock for *** *** ***");
        assertThat(outcome.code()).isEmpty();
    }

    @Test
    void leavesTheWorkItselfAlone() {
        var outcome = outcome(play(
                CONNECTOR.begin(lookup("getStock", Map.of("sku", "A"))),
                List.of(reply(200, "{\"sku\":\"A\",\"secret\":1}"))));

        assertThat(outcome.value()).containsEntry("sku", "A");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "headers: ['a b']; a header's name",
                "query: ['']; a parameter's name",
                "body: ['a..b']; names parted by dots"
            })
    void refusesWhatIsNoPlace(String list, String cure) {
        var file = FILE.replaceFirst("(?s)  headers: .*?operations", "  " + list + "\noperations");

        assertThatThrownBy(() -> ConnectorLoader.load("test.yaml", file, Map.of("key", "s3cret")))
                .isInstanceOf(FaultyFileException.class)
                .hasMessageContaining("redact.")
                .hasMessageContaining(cure);
    }
}
