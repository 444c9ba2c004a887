package dev.spillway.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.yaml.FaultyFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parameters that say what they are, and what expressions see of them and of whom they work for. */
final class ParamTypeTest {
    private static final String FILE = """
            connector: shop
            params:
              base: {type: url, required: true}
              most: {type: integer, default: "400"}
              on: {type: boolean, default: "true"}
              wait: {type: duration, default: PT30S}
              region: {type: enum, values: [eu, us], default: eu}
              plain: {default: "7"}
            operations:
              createTask:
                write: true
                idempotency: {strategy: ledger-only}
                steps:
                  - call: {method: POST, url: "{base}/{region}", query: {most: "{most}"}}
                    body: "{'sum': param.most + 1, 'on': param.on ? 'yes' : 'no', 'wait': param.wait, 'plain': param.plain, 'ctx': ctx}"
                    out: "{'id': body.id}"
            """;

    private static HttpCall call(Operation.Terms terms) {
        var connector = ConnectorLoader.load("shop.yaml", FILE, Map.of("base", "https://shop.test/api"), "acme");
        var context = new Operation.Context("evt-1", "key-1", "", "es-MX", 1, false, Instant.ofEpochSecond(7));
        return TestConnectors.call(
                connector.begin(new Operation("createTask", Map.of("subject", "s"), context.on(terms))));
    }

    @Test
    void areWhatTheySayInExpressionsAndTextsInTemplates() {
        var call = call(Operation.Terms.NONE);

        assertThat(call.uri()).hasToString("https://shop.test/api/eu?most=400");
        assertThat(TestConnectors.json(call.body())).asString().contains("sum=401", "on=yes", "wait=PT30S", "plain=7");
    }

    @Test
    void expressionsSeeWhomTheyWorkForAndForHowLong() {
        assertThat(TestConnectors.json(
                        call(Operation.Terms.within(Duration.ofMillis(2500))).body()))
                .asString()
                .contains("connector=shop", "tenant=acme", "dryRun=false", "deadlineMs=2500");
        assertThat(TestConnectors.json(
                        call(Operation.Terms.dry(Duration.ofSeconds(1))).body()))
                .asString()
                .contains("dryRun=true", "deadlineMs=1000");
    }

    @ParameterizedTest
    @CsvSource({
        "most, 12a, a whole number",
        "most, 1234567890123456, a whole number",
        "on, yes, true or false",
        "wait, 30s, an ISO 8601 duration",
        "wait, -PT1S, an ISO 8601 duration",
        "region, asia, 'one of eu, us'",
        "base, shop.test, an address",
    })
    void refuseWhatDoesNotFit(String name, String given, String cure) {
        var params = new HashMap<>(Map.of("base", "https://shop.test"));
        params.put(name, given);

        assertThatThrownBy(() -> ConnectorLoader.load("shop.yaml", FILE, params))
                .isInstanceOf(FaultyFileException.class)
                .hasMessageContaining("params." + name + ": does not fit its type; write " + cure);
    }

    @Test
    void areLintedWithoutAnyBackend() {
        assertThat(ConnectorBrief.of("shop.yaml", FILE).params()).contains("base*", "most", "region");
    }
}
