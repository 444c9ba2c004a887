package dev.spillway.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the input brings stays where it was put. */
final class UrlTemplateTest {
    private static final String STOCK = """
            getStock:
              write: false
              steps:
                - call: {method: GET, url: "%s", query: {q: "{in.sku}", both: "a-{in.sku|lower}"}}
                  out: "{'sku': 'A', 'available': 1}"
            """;

    @ParameterizedTest
    @CsvSource({
        "a/../b, a%2F..%2Fb",
        "a?b, a%3Fb",
        "a#b, a%23b",
        "a b, a%20b",
        "ñ, %C3%B1",
        "👍, %F0%9F%91%8D",
        "%2e%2e, %252e%252e",
        "a;b=c, a%3Bb%3Dc",
        "a&b=c, a%26b%3Dc",
        "a+b, a%2Bb",
        "...,...",
        "a\\b, a%5Cb",
        "@evil.test, %40evil.test",
    })
    void escapesPathAndQuery(String sku, String escaped) {
        var uri = url("https://erp.test/stock/{in.sku}/x?id={in.sku|query}", sku);

        assertThat(uri)
                .isEqualTo("https://erp.test/stock/" + escaped + "/x?id=" + escaped + "&q=" + escaped + "&both=a-"
                        + escaped.replaceAll("^[A-Z]", "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void refusesDotSegments(String sku) {
        var step = step("https://erp.test/stock/{in.sku|seg}", sku);

        assertThat(TestConnectors.outcome(step))
                .isEqualTo(Outcome.of(Outcome.Kind.INVALID, "in.sku cannot stand in a URL"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1025, 100_000})
    void refusesValuesBeyondAllMeasure(int length) {
        var step = step("https://erp.test/stock/{in.sku}", "a".repeat(length));

        assertThat(TestConnectors.outcome(step).kind()).isEqualTo(Outcome.Kind.INVALID);
    }

    private static String url(String template, String sku) {
        return TestConnectors.call(step(template, sku)).uri().toString();
    }

    private static Step step(String template, String sku) {
        return TestConnectors.connector(STOCK.formatted(template))
                .begin(TestConnectors.lookup("getStock", Map.of("sku", sku)));
    }
}
