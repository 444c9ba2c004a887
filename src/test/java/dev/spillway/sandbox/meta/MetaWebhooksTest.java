package dev.spillway.sandbox.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spillway.sandbox.Probe;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetaWebhooksTest {
    private Probe probe;

    @BeforeEach
    void start() throws Exception {
        probe = new Probe();
    }

    @AfterEach
    void end() throws Exception {
        probe.close();
    }

    @Test
    void tellsSentDeliveredAndReadWithWhatTheSenderGave() throws Exception {
        var wamid =
                probe.text("+525550104321", "Hola").json().at("/messages/0/id").asText();
        await().until(() -> probe.webhooks().size() == 3);
        assertThat(statuses()).containsExactly("sent", "delivered", "read");
        assertThat(elements()).allSatisfy(status -> {
            assertThat(status.path("id").asText()).isEqualTo(wamid);
            assertThat(status.path("recipient_id").asText()).isEqualTo("5215550104321");
            assertThat(status.path("biz_opaque_callback_data").asText()).isEqualTo("k-+525550104321");
            assertThat(status.path("timestamp").isTextual()).isTrue();
        });
    }

    @Test
    void signsTheBytesItSends() throws Exception {
        probe.text("+525550104321", "Hola");
        await().until(() -> probe.webhooks().size() == 3);
        assertThat(probe.webhooks())
                .allSatisfy(webhook -> assertThat(webhook.signature())
                        .isEqualTo("sha256=" + hmac(webhook.body().getBytes())));
    }

    @Test
    void playsACustomerWithMetasEscapes() throws Exception {
        var reply =
                probe.call("POST", "/_sim/meta/send", "", "{\"text\":\"¿Dónde está 1/2?\",\"timestamp\":1795100400}");
        assertThat(reply.json().path("status").asInt()).isEqualTo(200);
        var webhook = probe.webhooks().get(0);
        assertThat(webhook.text())
                .contains("\\u00bfD\\u00f3nde est\\u00e1 1\\/2?", "Roc\\u00edo T\\u00e9llez")
                .doesNotContain("ó");
        assertThat(webhook.value().at("/messages/0/text/body").asText()).isEqualTo("¿Dónde está 1/2?");
        assertThat(webhook.value().at("/messages/0/timestamp").asText()).isEqualTo("1795100400");
        assertThat(webhook.value().at("/messages/0/id").asText())
                .isEqualTo(reply.json().path("wamid").asText());
        assertThat(webhook.value().at("/metadata/phone_number_id").asText()).isEqualTo("118264500913347");
        assertThat(webhook.signature())
                .isEqualTo("sha256=" + hmac(webhook.body().getBytes()));
    }

    @Test
    void playsACustomerWhoHidesTheNumber() throws Exception {
        probe.call(
                "POST",
                "/_sim/meta/send",
                "",
                "{\"userId\":\"MX.77\",\"type\":\"image\",\"element\":{\"image\":{\"id\":\"9\"}}}");
        var message = probe.webhooks().get(0).value().at("/messages/0");
        assertThat(message.has("from")).isFalse();
        assertThat(message.path("from_user_id").asText()).isEqualTo("MX.77");
        assertThat(message.at("/image/id").asText()).isEqualTo("9");
        assertThat(probe.webhooks().get(0).value().at("/contacts/0").has("wa_id"))
                .isFalse();
    }

    @Test
    void saysWhichKeyOfAnOrderIsUnknown() throws Exception {
        var reply = probe.call("POST", "/_sim/meta/send", "", "{\"txt\":\"x\"}");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("error").asText()).startsWith("unknown key txt; known: element, from, id");
    }

    @Test
    void repeatsAWebhookThatWasNotAccepted() throws Exception {
        probe.refuse(2);
        var reply = probe.call("POST", "/_sim/meta/send", "", "{\"text\":\"x\"}");
        assertThat(reply.json().path("status").asInt()).isEqualTo(503);
        await().until(() -> sums().path("accepted").asInt() == 1);
        assertThat(probe.webhooks())
                .hasSize(3)
                .extracting(Probe.Webhook::text)
                .containsOnly(probe.webhooks().get(0).text());
        assertThat(sums().at("/webhooks/0/attempts").asInt()).isEqualTo(3);
    }

    @Test
    void putsStatusesIntoBatches() throws Exception {
        probe.behave("meta", "{\"statusBatch\":6,\"sentAfterMs\":5,\"deliveredAfterMs\":10,\"readAfterMs\":15}");
        probe.text("+525550104321", "x");
        probe.text("+525550104322", "x");
        await().until(() -> statuses().size() == 6);
        assertThat(probe.webhooks().size()).isLessThan(4);
    }

    @Test
    void sendsSomeStatusesTwice() throws Exception {
        probe.behave("meta", "{\"duplicateShare\":1}");
        probe.text("+525550104321", "x");
        await().until(() -> statuses().size() == 6);
        assertThat(statuses()).containsExactlyInAnyOrder("sent", "sent", "delivered", "delivered", "read", "read");
    }

    @Test
    void sendsStatusesInTheWrongOrder() throws Exception {
        probe.behave("meta", "{\"reorder\":true}");
        probe.text("+525550104321", "x");
        await().until(() -> statuses().size() == 3);
        assertThat(statuses()).containsExactly("read", "delivered", "sent");
    }

    @Test
    void letsStatusesBeLateAndOvertakeEachOther() throws Exception {
        probe.behave("meta", "{\"sentAfterMs\":1,\"deliveredAfterMs\":2,\"readAfterMs\":3,\"statusJitterMs\":400}");
        for (var n = 0; n < 10; n++) probe.text("+5255501043" + (10 + n), "x");
        await().until(() -> statuses().size() == 30);
        var inOrder = IntStream.range(0, 10).filter(this::inOrder).count();
        assertThat(inOrder).isLessThan(10);
    }

    /** Whether the person of that number heard sent, delivered and read in this order. */
    private boolean inOrder(int n) {
        var heard = elements()
                .filter(status -> status.path("recipient_id").asText().endsWith("501043" + (10 + n)))
                .map(status -> status.path("status").asText())
                .toList();
        return heard.equals(List.of("sent", "delivered", "read"));
    }

    @Test
    void leavesStatusesOut() throws Exception {
        probe.behave("meta", "{\"missingShare\":0.5,\"sentAfterMs\":1,\"deliveredAfterMs\":1,\"readAfterMs\":1}");
        for (var n = 0; n < 20; n++) probe.text("+5255501043" + (10 + n), "x");
        await().until(() -> statuses().size() >= 29);
        assertThat(statuses().size()).isBetween(29, 31);
    }

    @Test
    void answersASendOnlyAfterItsStatuses() throws Exception {
        probe.behave("meta", "{\"statusesBeforeAnswer\":true}");
        probe.text("+525550104321", "x");
        assertThat(statuses()).containsExactly("sent", "delivered", "read");
    }

    @Test
    void writesPlainUtf8WhenToldTo() throws Exception {
        probe.behave("meta", "{\"escapeUnicode\":false}");
        probe.call("POST", "/_sim/meta/send", "", "{\"text\":\"¿a/b?\"}");
        assertThat(probe.webhooks().get(0).text()).contains("¿a/b?");
    }

    private List<String> statuses() {
        return probe.webhooks().stream()
                .flatMap(webhook -> webhook.statuses().stream())
                .toList();
    }

    private Stream<JsonNode> elements() {
        return probe.webhooks().stream().map(webhook -> webhook.value().at("/statuses/0"));
    }

    private JsonNode sums() throws Exception {
        return probe.get("/_sim/meta/webhooks", "").json();
    }

    private static String hmac(byte[] body) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("sandbox-app-secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body));
    }
}
