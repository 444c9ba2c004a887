package dev.spillway.ingress.meta;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spillway.ingress.Reason;
import dev.spillway.ingress.Signature;
import dev.spillway.ingress.Verification;
import dev.spillway.ingress.WhatsappSamples;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class HubVerifierTest {
    private static final String WIRE = "wire_text_utf8.json";
    private static final String RIGHT = "sha256=3b86f9e60beec22d8ac38b174cbfb28258d85feca2aeceed6b285304c2464658";

    private static JsonNode vectors() {
        try {
            return new ObjectMapper().readTree(WhatsappSamples.bytes("signature_vectors.json"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static HubVerifier verifier(String... before) {
        var secrets = Stream.concat(
                Stream.of(before), Stream.of(vectors().path("app_secret").asText()));
        return new HubVerifier(new Signature(secrets.toList()));
    }

    private static Stream<JsonNode> each(String name) {
        return StreamSupport.stream(vectors().path(name).spliterator(), false);
    }

    private static byte[] body(JsonNode vector) {
        return vector.has("file")
                ? WhatsappSamples.bytes(vector.path("file").asText())
                : vector.path("inline_body").asText().getBytes(UTF_8);
    }

    @TestFactory
    Stream<DynamicTest> acceptsEachVector() {
        return each("vectors")
                .map(vector -> DynamicTest.dynamicTest(vector.toString(), () -> {
                    assertThat(body(vector)).hasSize(vector.path("bytes").asInt());
                    assertThat(verifier().verify(vector.path("value").asText(), body(vector)))
                            .isEqualTo(Verification.by(0));
                }));
    }

    @TestFactory
    Stream<DynamicTest> refusesEachNegativeVector() {
        return each("negative_vectors")
                .map(vector -> DynamicTest.dynamicTest(
                        vector.path("why").asText(),
                        () -> assertThat(verifier()
                                        .verify(vector.path("value").asText(), body(vector))
                                        .refusal())
                                .isIn(Reason.MALFORMED_SIGNATURE, Reason.WRONG_SIGNATURE)));
    }

    @Test
    void tellsWhyItRefuses() {
        var body = WhatsappSamples.bytes(WIRE);

        assertThat(verifier().verify((String) null, body).refusal()).isEqualTo(Reason.MISSING_SIGNATURE);
        assertThat(verifier().verify("", body).refusal()).isEqualTo(Reason.MISSING_SIGNATURE);
        for (var other : List.of(
                "sha1=" + "0".repeat(40), "sha256=", "sha256=zz", RIGHT + "0", "SHA256=" + RIGHT.substring(7))) {
            assertThat(verifier().verify(other, body).refusal()).isEqualTo(Reason.MALFORMED_SIGNATURE);
        }
        assertThat(verifier().verify("sha256=" + "0".repeat(64), body).refusal())
                .isEqualTo(Reason.WRONG_SIGNATURE);
    }

    @Test
    void tellsThePositionOfTheSecretWhileSecretsAreChanged() {
        assertThat(verifier("the-new-one").verify(RIGHT, WhatsappSamples.bytes(WIRE)))
                .isEqualTo(Verification.by(1));
    }

    @Test
    void readsTheHeaderWhateverItsCase() {
        var headers = HttpHeaders.headers().add("x-hub-signature-256", RIGHT);

        assertThat(verifier().verify(headers, WhatsappSamples.bytes(WIRE))).isEqualTo(Verification.by(0));
    }

    @Test
    void anyFlippedByteOfARealBodyFails() {
        var verifier = verifier();
        var body = WhatsappSamples.bytes(WIRE);
        for (var i = 0; i < body.length; i++) {
            body[i] ^= 1;
            assertThat(verifier.verify(RIGHT, body).refusal()).isEqualTo(Reason.WRONG_SIGNATURE);
            body[i] ^= 1;
        }
    }
}
