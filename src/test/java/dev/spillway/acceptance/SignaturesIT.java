package dev.spillway.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in at the door, and with what. */
class SignaturesIT {
    private static final JsonNode VECTORS =
            Http.parse(new String(Webhook.sample("signature_vectors.json").body(), UTF_8));

    private final Scene scene = Scene.shared();

    static Stream<JsonNode> vectors() {
        return StreamSupport.stream(VECTORS.path("vectors").spliterator(), false);
    }

    static Stream<JsonNode> negativeVectors() {
        return StreamSupport.stream(VECTORS.path("negative_vectors").spliterator(), false);
    }

    private static Webhook body(JsonNode vector) {
        return vector.has("file")
                ? Webhook.sample(vector.path("file").asText())
                : Webhook.of(vector.path("inline_body").asText());
    }

    private int posted(JsonNode vector) {
        var header = Map.of(Webhook.HEADER, vector.path("value").asText());
        return scene.posts(body(vector), header).status();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void takesEveryDocumentedVector(JsonNode vector) {
        assertThat(posted(vector)).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("negativeVectors")
    void refusesEveryDocumentedForgery(JsonNode vector) {
        assertThat(posted(vector)).isEqualTo(401);
    }

    @Test
    void takesTheNewAndTheFormerSecretWhileItIsChangedAndTellsWhichIsUsed() {
        var webhook = Webhook.sample("text.json");
        var before = scene.metrics();
        assertThat(scene.posts(webhook, webhook.signed()).status()).isEqualTo(200);
        assertThat(scene.posts(webhook, webhook.signedWith(Scene.FORMER_SECRET)).status())
                .isEqualTo(200);
        var after = scene.metrics();
        for (var position : new String[] {"0", "1"}) {
            assertThat(usesOf(position, after) - usesOf(position, before))
                    .as(position)
                    .isEqualTo(1);
        }
    }

    private static double usesOf(String position, Metrics metrics) {
        return metrics.sum("gateway_ingress_secret_used_total", "position=\"" + position + "\"");
    }

    @Test
    void refusesASingleFlippedByteWhereverItIs() {
        var webhook = Webhook.sample("wire_text_utf8.json");
        for (var at : new int[] {0, webhook.body().length / 2, webhook.body().length - 1}) {
            var flipped = webhook.body().clone();
            flipped[at] ^= 1;
            assertThat(scene.posts(new Webhook(flipped), webhook.signed()).status())
                    .isEqualTo(401);
        }
    }

    @Test
    void refusesWhatIsNotSignedOrSignedOtherwise() {
        var webhook = Webhook.sample("text.json");
        var right = webhook.signed().getOrDefault(Webhook.HEADER, "");
        assertThat(scene.posts(webhook, Map.of()).status()).isEqualTo(401);
        assertThat(scene.posts(webhook, Map.of("X-Hub-Signature", "sha1=" + "0".repeat(40)))
                        .status())
                .isEqualTo(401);
        assertThat(scene.posts(webhook, Map.of(Webhook.HEADER, right.replace("sha256=", "sha1=")))
                        .status())
                .isEqualTo(401);
        assertThat(scene.posts(webhook, webhook.signedWith("another-secret")).status())
                .isEqualTo(401);
    }

    @Test
    void answersTheHandshakeWithTheBareChallenge() {
        var reply =
                scene.handshake("hub.mode=subscribe&hub.verify_token=sandbox-verify-token&hub.challenge=1158201444");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("1158201444");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=1158201444",
                "hub.mode=unsubscribe&hub.verify_token=sandbox-verify-token&hub.challenge=1158201444",
                "hub.mode=subscribe&hub.challenge=1158201444",
                ""
            })
    void refusesAHandshakeThatIsWrong(String query) {
        var reply = scene.handshake(query);
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.body()).doesNotContain("1158201444");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\"",
                "no JSON at all",
                "",
                "{\"object\":\"a_page_of_another_product\",\"entry\":[]}"
            })
    void keepsWhatItCannotRead(String body) {
        var webhook = Webhook.of(body);
        assertThat(scene.posts(webhook).status()).isEqualTo(200);

        var event = Webhook.eventId("body:" + HexFormat.of().formatHex(Webhook.sha256(webhook.body())));
        var received = scene.traced(event).rows("received", event);
        assertThat(received).hasSize(1);
        assertThat(received.get(0).at("/detail/kind").asText()).isEqualTo("UNREADABLE");
        assertThat(received.get(0).at("/detail/bytes").asInt()).isEqualTo(webhook.body().length);
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        var webhook = Webhook.of("{\"padding\":\"" + "x".repeat(5 << 20) + "\"}");
        assertThat(scene.posts(webhook).status()).isEqualTo(413);
    }

    @Test
    void knowsNoSourceButThoseConfigured() {
        var webhook = Webhook.sample("text.json");
        assertThat(scene.postsTo("another", webhook, webhook.signed()).status()).isEqualTo(404);
        assertThat(scene.postsTo("meta/more", webhook, webhook.signed()).status())
                .isEqualTo(404);
    }
}
