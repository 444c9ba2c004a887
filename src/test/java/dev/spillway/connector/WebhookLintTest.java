package dev.spillway.connector;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.yaml.FaultyFileException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a section {@code webhooks} is told at load, with line, key and cure. */
final class WebhookLintTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {kind: hmc, header: S, secrets: ["{now}"]} | test.yaml:11: webhooks.verify.kind: unknown "hmc" | hmac
            {kind: hmac, header: S} | webhooks.verify.secrets: is missing | add
            {kind: hmac, header: S, secrets: []} | webhooks.verify.secrets: must be 1..4 | write
            {kind: hmac, header: S, secrets: [s3cret]} | webhooks.verify.secrets[0]: is written out | declare a param
            {kind: hmac, header: S, secrets: ["{nwo}"]} | webhooks.verify.secrets[0]: unknown "nwo" | now
            {kind: hmac, header: S, secrets: ["{origin}"]} | webhooks.verify.secrets[0]: would be shown | secret: true
            {kind: hmac, header: "S:", secrets: ["{now}"]} | webhooks.verify.header: is no header name | letters
            {kind: hmac, header: S, secrets: ["{now}"], algorithm: md5} | webhooks.verify.algorithm: unknown "md5" | sha256
            {kind: hmac, header: S, secrets: ["{now}"], signed: "{timestamp}"} | webhooks.verify.signed: must hold {body} once | write "{body}"
            {kind: hmac, header: S, secrets: ["{now}"], signed: "{body}{body}"} | webhooks.verify.signed: must hold {body} once | {body}
            {kind: hmac, header: S, secrets: ["{now}"], signed: "{bdy}{body}"} | webhooks.verify.signed: unknown "bdy" | body
            {kind: hmac, header: S, secrets: ["{now}"], signed: "{timestamp}{body}"} | webhooks.verify.signed: holds {timestamp} | add
            {kind: hmac, header: S, secrets: ["{now}"], timestamp: {header: T}} | webhooks.verify.signed: leaves {timestamp} out | sign it
            {kind: hmac, header: S, secrets: ["{now}"], signed: "{timestamp}{body}", timestamp: {header: T, tolerance: P2D}} | webhooks.verify.timestamp.tolerance: must be PT1S..P1D | PT5M
            {kind: hmac, header: S, secrets: ["{now}"], signed: "{timestamp}{body}", timestamp: {header: T, tolerance: "{origin}"}} | webhooks.verify.timestamp.tolerance: must be PT1S..P1D, was https | PT5M
            {kind: standard-webhooks, secrets: ["{now}"]} | webhooks.verify.secrets: are no base64 | whsec_
            {kind: standard-webhooks, secrets: ["{before}"], tolerance: PT0S} | webhooks.verify.tolerance: must be PT1S..P1D | PT5M
            """)
    void ofHowTheyAreVerified(String verify, String problem, String cure) {
        assertThatThrownBy(() -> load(verify, TestWebhooks.ANY_EVENTS))
                .isInstanceOf(FaultyFileException.class)
                .hasMessageContaining(problem)
                .hasMessageContaining(cure);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {id: body.id} | webhooks.events.type: is missing | add
            {type: body.kind} | webhooks.events.id: is missing | hashWithoutId
            {type: "body.(", id: body.id} | webhooks.events.type: column | JSONata
            {type: body.kind, id: $itm.id} | webhooks.events.id: unknown "$itm" | $item
            {of: $item, type: body.kind, id: body.id} | webhooks.events.of: unknown "$item" | $body
            {type: body.kind, id: body.id, phne: body.phone} | webhooks.events.phne: unknown "phne" | phone
            """)
    void ofWhatTheySay(String events, String problem, String cure) {
        assertThatThrownBy(() -> load(TestWebhooks.ANY_VERIFY, events))
                .isInstanceOf(FaultyFileException.class)
                .hasMessageContaining(problem)
                .hasMessageContaining(cure);
    }

    private static void load(String verify, String events) {
        ConnectorLoader.load("test.yaml", TestWebhooks.yaml(verify, events), Map.of("now", "s3cret!"));
    }
}
