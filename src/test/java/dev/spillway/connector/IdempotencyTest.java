package dev.spillway.connector;

import static dev.spillway.connector.TestConnectors.call;
import static dev.spillway.connector.TestConnectors.connector;
import static dev.spillway.connector.TestConnectors.json;
import static dev.spillway.connector.TestConnectors.outcome;
import static dev.spillway.connector.TestConnectors.play;
import static dev.spillway.connector.TestConnectors.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.connector.Outcome.Kind;
import dev.spillway.yaml.FaultyFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IdempotencyTest {
    private static final String REFUND = """
            refund:
              write: true
              idempotency: {%s}
            %s
              steps:
                - call: {method: POST, url: "https://shop.test/refunds"}
                  body: "{'key': %s, 'amount': in.amount}"
                  out: "{'id': body.id}"
            """;
    private static final String VERIFY = """
            verify:
                - call: {method: GET, url: "https://shop.test/refunds"}
                  out: "{'found': body.id ? true : false, 'value': {'id': body.id}}"
            """.indent(2);

    private static Step begin(String idempotency, String verify, Duration age) {
        var input = Map.<String, Object>of("orderId", "o1", "amount", "10.00", "currency", "MXN");
        var context = new Operation.Context("evt-1", "key-1", "", "es-MX", 2, true, Instant.EPOCH, age);
        return connector(REFUND.formatted(idempotency, verify, "ctx.idempotencyKey"))
                .begin(new Operation("refund", input, context));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "strategy: key-header, header: Idempotency-Key, validFor: PT2H; PT1H59M59S",
                "strategy: directive, validFor: PT24H; PT23H",
                "strategy: externalId, validFor: P30D; P29D",
                "strategy: key-header, header: Idempotency-Key; P900D",
                "strategy: directive; P900D",
            })
    void repeatsWhatTheBackendStillKnowsByItsKey(String idempotency, Duration age) {
        var call = call(begin(idempotency, "", age));

        assertThat(call.method()).isEqualTo("POST");
        assertThat(json(call.body())).asString().contains("key=key-1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "strategy: key-header, header: Idempotency-Key, validFor: PT2H; PT2H",
                "strategy: directive, validFor: PT24H; PT25H",
                "strategy: externalId, validFor: P30D; P31D",
            })
    void repeatsNothingUnderAKeyThatTheBackendHasForgotten(String idempotency, Duration age) {
        var outcome = outcome(begin(idempotency, "", age));

        assertThat(outcome.kind()).isEqualTo(Kind.AMBIGUOUS);
        assertThat(outcome.code()).isEqualTo(Outcome.POSSIBLE_DUPLICATE);
        assertThat(outcome.reason()).contains("its key is too old to tell");
    }

    @Test
    void looksInsteadWhereTheBackendCanBeAsked() {
        var step = begin("strategy: key-header, header: Idempotency-Key, validFor: PT2H", VERIFY, Duration.ofHours(3));

        assertThat(call(step).method()).isEqualTo("GET");
        var found = play(step, List.of(reply(200, "{\"id\":\"r1\"}")));
        assertThat(outcome(found)).isEqualTo(Outcome.done(Map.of("id", "r1")));
        var missing = play(step, List.of(reply(200, "{}")));
        assertThat(call(missing).method()).isEqualTo("POST");
    }

    @Test
    void doesNotAskForTheAgeOfAKeyThatNobodyHasSeen() {
        var context = new Operation.Context("evt-1", "key-1", "", "es", 1, false, Instant.EPOCH, Duration.ofDays(9));
        var input = Map.<String, Object>of("orderId", "o1", "amount", "10.00", "currency", "MXN");
        var step = connector(REFUND.formatted("strategy: directive, validFor: PT2H", "", "ctx.idempotencyKey"))
                .begin(new Operation("refund", input, context));

        assertThat(call(step).method()).isEqualTo("POST");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "strategy: ledger-only, validFor: PT2H; 'x'; there is no key that could be valid",
                "strategy: directive, validFor: PT9M; ctx.idempotencyKey; must be PT10M..P365D",
                "strategy: externalId, validFor: P366D; 'x'; must be PT10M..P365D",
                "strategy: directive; 'x'; no step sends the key",
            })
    void refusesWhatCannotBeMeant(String idempotency, String key, String why) {
        assertThatThrownBy(() -> connector(REFUND.formatted(idempotency, "", key)))
                .isInstanceOf(FaultyFileException.class)
                .hasMessageContaining(why);
    }
}
