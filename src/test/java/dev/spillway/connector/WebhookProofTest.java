package dev.spillway.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.Proof.Flaw;
import dev.spillway.event.Payload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The signatures here were made with Python's hmac, or stand in the documents of those who sign so. */
final class WebhookProofTest {
    private static final String HEX = "c475fc0d181862169434a6ec25b6332cb102b943327a26dfe689c2c762739e83";
    private static final String FORMER = "bc4d1bc1e7422b19557c918072982399467d105f64147e5cd54f9ad3d1846a82";
    private static final String SECRETS = "secrets: [\"{now}\", \"{before}\"]";
    private static final String STRIPED = "8edf6d5c0dc521bbd6bb513b0887a4f663b9398a93050b439a2e6d74b4cbb3e2";

    private static Proof prove(String verify, Map<String, String> headers) {
        return TestWebhooks.verifying(verify).prove(TestWebhooks.arrival(TestWebhooks.BODY, headers), TestWebhooks.NOW);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            algorithm: sha256, form: base64 | xHX8DRgYYhaUNKbsJbYzLLECuUMyeibf5onCx2JznoM=
            algorithm: sha256, form: hex    | c475fc0d181862169434a6ec25b6332cb102b943327a26dfe689c2c762739e83
            algorithm: sha1, form: hex      | a3e9d09dc08f38b44b9a75189b3fa6c7b20984e0
            algorithm: sha512, form: hex    | 27a250e55415cdb18ce1b4e8685e9183a7c5467d6815b16db17dd63fe94f3d914bd9161b921fabe893f71de2a55deb22d717a0258d69c1dda278e243e389f257
            prefix: "sha256="               | sha256=c475fc0d181862169434a6ec25b6332cb102b943327a26dfe689c2c762739e83
            """)
    void knowsASignatureOverTheBody(String keys, String signature) {
        var verify = "{kind: hmac, header: X-Signature, " + SECRETS + ", " + keys + "}";
        assertThat(prove(verify, Map.of("x-signature", signature))).isEqualTo(Proof.by(0));
        assertThat(prove(verify, Map.of("x-signature", signature + "=")).flaw()).isEqualTo(Flaw.WRONG);
    }

    @Test
    void knowsTheSecretThatIsBeingReplaced() {
        var verify = "{kind: hmac, header: X-Signature, " + SECRETS + "}";
        assertThat(prove(verify, Map.of("X-Signature", FORMER))).isEqualTo(Proof.by(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C475FC0D181862169434A6EC25B6332CB102B943327A26DFE689C2C762739E83",
                "c475fc0d181862169434a6ec25b6332cb102b943327a26dfe689c2c762739e8",
                "sha256=c475fc0d181862169434a6ec25b6332cb102b943327a26dfe689c2c762739e83",
                "c475fc0d181862169434a6ec25b6332cb102b943327a26dfe689c2c762739e83, x",
                "a3e9d09dc08f38b44b9a75189b3fa6c7b20984e0",
                "ñ"
            })
    void takesNoOtherSpelling(String signature) {
        var verify = "{kind: hmac, header: X-Signature, " + SECRETS + "}";
        assertThat(prove(verify, Map.of("X-Signature", signature)).flaw()).isEqualTo(Flaw.WRONG);
    }

    @Test
    void tellsAMissingSignatureFromAWrongOne() {
        var verify = "{kind: hmac, header: X-Signature, " + SECRETS + "}";
        assertThat(prove(verify, Map.of()).flaw()).isEqualTo(Flaw.MISSING);
        assertThat(prove(verify, Map.of("X-Signature", " ")).flaw()).isEqualTo(Flaw.MISSING);
    }

    @Test
    void knowsATimeSignedBeforeTheBody() {
        var verify = """
                {kind: hmac, header: S, form: base64, secrets: ["{now}"], signed: "{timestamp}{body}", \
                timestamp: {header: T, unit: iso}}""";
        var signature = "ZJwojXMQ9xaXgXWflv6gsj2tk31njAhYEapZwH54+Ro=";
        assertThat(prove(verify, Map.of("S", signature, "T", "2026-11-30T16:00:00Z")))
                .isEqualTo(Proof.by(0));
        assertThat(prove(verify, Map.of("S", signature, "T", "2026-11-30T16:00:01Z"))
                        .flaw())
                .isEqualTo(Flaw.WRONG);
        assertThat(prove(verify, Map.of("S", signature)).flaw()).isEqualTo(Flaw.MISSING);
    }

    @Test
    void knowsMethodAddressBodyAndTime() {
        var verify = TestWebhooks.verifying("""
                {kind: hmac, header: S, form: base64, secrets: ["{now}"], signed: "{method}{origin}{path}{body}{timestamp}", \
                timestamp: {header: T, unit: milliseconds}}""");
        var headers = Map.of("S", "rq0xa5Ty0mZKX7gwnA8oewt8GiOoSzYMS+SQ469flzo=", "T", "1796054400000");
        var body = Payload.of(TestWebhooks.BODY);
        assertThat(verify.prove(TestWebhooks.arrival("/hooks/crm?a=1", body, headers), TestWebhooks.NOW))
                .isEqualTo(Proof.by(0));
        assertThat(verify.prove(TestWebhooks.arrival("/hooks/crm?a=2", body, headers), TestWebhooks.NOW)
                        .flaw())
                .isEqualTo(Flaw.WRONG);
    }

    @Test
    void picksTimeAndSignatureOutOfOneHeader() {
        var verify = """
                {kind: hmac, header: S, separator: ",", prefix: "v1=", secrets: ["{before}", "{now}"], \
                signed: "{timestamp}.{body}", timestamp: {separator: ",", prefix: "t="}}""";
        assertThat(prove(verify, Map.of("S", "t=1796054400, v0=abc, v1=00, v1=" + STRIPED)))
                .isEqualTo(Proof.by(1));
        assertThat(prove(verify, Map.of("S", "v1=" + STRIPED)).flaw()).isEqualTo(Flaw.MISSING);
        assertThat(prove(verify, Map.of("S", "t=1796054400, v0=" + STRIPED)).flaw())
                .isEqualTo(Flaw.WRONG);
    }

    @ParameterizedTest
    @CsvSource({"PT0S,", "PT5M,", "PT-5M,", "PT5M0.001S, STALE", "PT-5M-0.001S, STALE", "P1D, STALE", "P-9000D, STALE"})
    void refusesWhatWasSentTooLongAgo(Duration later, Flaw flaw) {
        var verify = TestWebhooks.verifying("""
                {kind: hmac, header: S, separator: ",", prefix: "v1=", secrets: ["{now}"], \
                signed: "{timestamp}.{body}", timestamp: {separator: ",", prefix: "t=", tolerance: PT5M}}""");
        var arrival = TestWebhooks.arrival(TestWebhooks.BODY, Map.of("S", "t=1796054400,v1=" + STRIPED));
        assertThat(verify.prove(arrival, TestWebhooks.NOW.plus(later)).flaw()).isEqualTo(flaw);
    }

    @Test
    void knowsStandardWebhooksByTheirOwnExample() {
        var yaml = TestWebhooks.yaml("{kind: standard-webhooks, " + SECRETS + "}", TestWebhooks.ANY_EVENTS);
        var webhook = ConnectorLoader.load("t.yaml", yaml, Map.of("now", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
                .webhook()
                .orElseThrow();
        var headers = Map.of(
                "webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "webhook-timestamp", "1614265330",
                "webhook-signature", "v1,AAAA v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= v2,x");
        var arrival = TestWebhooks.arrival("{\"test\": 2432232314}", headers);
        assertThat(webhook.prove(arrival, Instant.ofEpochSecond(1614265330 + 299)))
                .isEqualTo(Proof.by(0));
        assertThat(webhook.prove(arrival, Instant.ofEpochSecond(1614265330 + 301))
                        .flaw())
                .isEqualTo(Flaw.STALE);
    }

    @Test
    void knowsATokenWhereverItComes() {
        var token = "{kind: token, header: Authorization, prefix: \"Bearer \", " + SECRETS + "}";
        assertThat(prove(token, Map.of("Authorization", "Bearer f0rmer"))).isEqualTo(Proof.by(1));
        assertThat(prove(token, Map.of("Authorization", "Bearer f0rme")).flaw()).isEqualTo(Flaw.WRONG);
        assertThat(prove(token, Map.of("Authorization", "f0rmer")).flaw()).isEqualTo(Flaw.MISSING);
        var basic = "{kind: basic, user: Aladdin, secrets: [\"{now}\"]}";
        assertThat(prove(basic, Map.of("Authorization", "Basic QWxhZGRpbjpzM2NyZXQ=")))
                .isEqualTo(Proof.by(0));
        assertThat(prove(basic, Map.of("Authorization", "Basic QWxhZGRpbjpmMHJtZXI="))
                        .flaw())
                .isEqualTo(Flaw.WRONG);
        var query = TestWebhooks.verifying("{kind: query, name: key, secrets: [\"{now}\"]}");
        var body = Payload.of(TestWebhooks.BODY.getBytes(StandardCharsets.UTF_8));
        assertThat(query.prove(
                        TestWebhooks.arrival("/hooks/a?x=%zz&key=s3%63ret&key=y", body, Map.of()), TestWebhooks.NOW))
                .isEqualTo(Proof.by(0));
        assertThat(query.prove(TestWebhooks.arrival("/hooks/a?keys=s3cret", body, Map.of()), TestWebhooks.NOW)
                        .flaw())
                .isEqualTo(Flaw.MISSING);
    }

    @Test
    void takesNoWebhooksWithoutASecret() {
        var yaml = TestWebhooks.yaml(TestWebhooks.ANY_VERIFY, TestWebhooks.ANY_EVENTS);
        assertThat(ConnectorLoader.load("t.yaml", yaml, Map.of()).webhook()).isEmpty();
        assertThat(ConnectorLoader.load("t.yaml", yaml, Map.of("now", " ")).webhook())
                .isEmpty();
    }

    @Test
    void showsNeitherSecretsNorWebhooksWhenPrinted() {
        var webhook = TestWebhooks.verifying("{kind: hmac, header: S, " + SECRETS + "}");
        var arrival = TestWebhooks.arrival("/hooks/a?key=s3cret", Payload.of("{\"phone\":1}"), Map.of("S", HEX));
        assertThat(webhook + " " + arrival).doesNotContain("s3cret", "f0rmer", "phone", HEX);
    }
}
