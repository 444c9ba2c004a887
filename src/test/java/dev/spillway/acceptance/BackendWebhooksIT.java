package dev.spillway.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A shop tells of an order; a route makes a WhatsApp message of it, another a note in the CRM. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackendWebhooksIT {
    private static final String SECRET = "shop-secret-one";

    private ConfCopy conf;
    private Scene scene;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        conf = ConfCopy.in(folder);
        // Nobody calls this shop, and its probe must not leave the machine.
        conf.change("connectors/shopify.yaml", "https://{shop}.myshopify.com", "http://{shop}");
        Files.createDirectory(folder.resolve("secrets"));
        conf.write("secrets/shop-secret", SECRET + "\n");
        conf.append("backends.yaml", """
                  - name: shop
                    connector: shopify
                    params:
                      shop: 127.0.0.1:9
                      clientId: spillway
                      clientSecret: "${secret:shop-secret}"
                      webhookSecret: "${secret:shop-secret}"
                    destination:
                      concurrency: 4
                      queueMax: 100
                      rate: {capacity: 100, perSecond: 100}
                      callTimeout: PT5S
                      operationTimeout: PT10S
                      breaker: {callsMin: 100, failurePercent: 90, window: PT30S, openFor: PT1S}
                      backoff: {first: PT0.2S, max: PT1S}
                      attemptsMax: 20
                      ambiguousWait: PT0S
                      pauseMax: PT10S
                """);
        conf.write("routes.yaml", """
                routes:
                  - name: paid-to-customer
                    on: {kinds: [BACKEND], where: "event.source = 'shop' and type = 'orders/paid' and $exists(contact.phone)"}
                    to: main
                    operation: sendText
                    priority: interactive
                    input: "{'to': contact.phone, 'text': contact.name & ', tu pedido ' & message.name & ' está pagado'}"
                  - name: paid-to-crm
                    on: {kinds: [BACKEND], where: "event.source = 'shop' and type = 'orders/paid' and $exists(contact.phone)"}
                    to: crm
                    operation: addNote
                    input: "{'waId': contact.phone, 'text': 'Pagó ' & message.name & ', ' & message.total_price, 'occurredAt': occurredAt}"
                """);
        scene = Scene.on(OwnStores.start(), conf.gateway());
    }

    @AfterAll
    void stop() throws Exception {
        scene.close();
    }

    private static byte[] order(String name, String phone) {
        return """
                {"id":820982911946154508,"name":"%s","customer":{"first_name":"Zoë","phone":"+%s"},"total_price":"1299.00"}""".formatted(name, phone).getBytes(UTF_8);
    }

    /** As the vendor's documents say it, not by the gateway's own code. */
    private static String sign(String secret, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> headers(String topic, String id, String signature) {
        var headers = new HashMap<String, String>();
        headers.put("Content-Type", "application/json");
        headers.put("X-Shopify-Topic", topic);
        headers.put("X-Shopify-Webhook-Id", id);
        headers.put("X-Shopify-Hmac-SHA256", signature);
        return headers;
    }

    private Http.Reply tells(byte[] body, String id, String signature) {
        return scene.postsToHook("shop", body, headers("orders/paid", id, signature));
    }

    private long counted(String noun) {
        return Math.round(scene.metrics().sum("gateway_ingress_" + noun + "_total", "source=\"shop\""));
    }

    @Test
    void anOrderThatIsToldTwiceIsOneMessageAndOneNote() {
        var customer = scene.customer();
        customer.says("hola"); // within the day in which texts may be sent
        customer.answered(1, Duration.ofSeconds(10));
        var accepted = counted("events_accepted");
        var duplicates = counted("events_duplicate");
        var body = order("#1001", customer.phone());
        var id = UUID.randomUUID().toString();
        var signature = sign(SECRET, body);

        var atOnce = Stream.generate(() -> CompletableFuture.supplyAsync(() -> tells(body, id, signature)))
                .limit(2)
                .toList();
        assertThat(atOnce).allSatisfy(reply -> assertThat(reply.join().status()).isEqualTo(200));
        Scene.await("the message")
                .until(customer::answers, answers -> answers.contains("Zoë, tu pedido #1001 está pagado"));
        assertThat(tells(body, id, signature).status()).isEqualTo(200);

        var notes = Scene.await("the note").until(() -> paid(customer), found -> !found.isEmpty());
        assertThat(notes.get(0).toString()).contains("Pagó #1001, 1299.00");
        assertThat(counted("events_accepted") - accepted).isEqualTo(1);
        assertThat(counted("events_duplicate") - duplicates).isEqualTo(2);
        // What is told after it in the same line has run: the repeats have had their chance.
        var last = order("#1002", customer.phone());
        tells(last, UUID.randomUUID().toString(), sign(SECRET, last));
        Scene.await("the last message")
                .until(customer::answers, answers -> answers.contains("Zoë, tu pedido #1002 está pagado"));
        assertThat(customer.answers())
                .filteredOn(text -> text.contains("#1001"))
                .hasSize(1);
        assertThat(paid(customer))
                .filteredOn(note -> note.toString().contains("#1001"))
                .hasSize(1);
    }

    private static List<JsonNode> paid(Customer customer) {
        return customer.notes().stream()
                .filter(note -> note.toString().contains("Pagó"))
                .toList();
    }

    @Test
    void whatIsNotSignedByTheShopIsRefusedAndLeavesNothing() {
        var body = order("#2001", scene.customer().phone());
        var accepted = counted("events_accepted");
        var signature = sign(SECRET, body);
        var changed = new String(body, UTF_8).replace("1299.00", "1.00").getBytes(UTF_8);

        assertThat(tells(changed, "a", signature).status()).isEqualTo(401);
        assertThat(tells(body, "a", sign("another", body)).status()).isEqualTo(401);
        assertThat(tells(body, "a", "no-signature-at-all").status()).isEqualTo(401);
        assertThat(scene.postsToHook("shop", body, Map.of())
                        .json()
                        .path("error")
                        .asText())
                .isEqualTo("missing_signature");
        assertThat(scene.postsToHook("erp", body, Map.of()).status())
                .as("a backend that gives no secret")
                .isEqualTo(404);
        assertThat(scene.postsToHook("nobody", body, Map.of()).status()).isEqualTo(404);
        assertThat(counted("events_accepted")).isEqualTo(accepted);
        assertThat(scene.metrics().sum("gateway_ingress_webhooks_refused_total", "source=\"shop\""))
                .isGreaterThanOrEqualTo(4);
    }

    @Test
    void whatCannotBeReadIsKeptAndRefusedOnlyIfTheFileSaysSo() throws IOException {
        var body = "{\"id\":1}".getBytes(UTF_8);
        var signed = Map.of("X-Shopify-Hmac-SHA256", sign(SECRET, body));
        assertThat(scene.postsToHook("shop", body, signed).status()).isEqualTo(200);
        assertThat(Math.round(scene.metrics().sum("gateway_ingress_events_decoded_total", "kind=\"unreadable\"")))
                .isEqualTo(1);

        conf.change("connectors/shopify.yaml", "webhooks:\n", "webhooks:\n  unreadable: refuse\n");
        assertThat(scene.asks("/reload").status()).isEqualTo(200);
        var refused = scene.postsToHook("shop", body, signed);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("message").asText()).isEqualTo("webhooks.events.type: yields nothing");
        var noJson = "<id>1</id>".getBytes(UTF_8);
        assertThat(scene.postsToHook("shop", noJson, Map.of("X-Shopify-Hmac-SHA256", sign(SECRET, noJson)))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aSecretIsReplacedWithoutLosingAWebhook() throws IOException {
        var body = order("#3001", scene.customer().phone());
        assertThat(tells(body, "r1", sign("shop-secret-two", body)).status()).isEqualTo(401);

        var secret = "webhookSecret: \"${secret:shop-secret}\"\n";
        var both = secret + "      webhookSecretBefore: \"${secret:shop-former}\"\n";
        conf.write("secrets/shop-former", SECRET);
        conf.write("secrets/shop-secret", "shop-secret-two");
        conf.change("backends.yaml", secret, both);
        assertThat(scene.asks("/reload").status()).isEqualTo(200);
        assertThat(tells(body, "r2", sign(SECRET, body)).status()).isEqualTo(200);
        assertThat(tells(body, "r3", sign("shop-secret-two", body)).status()).isEqualTo(200);

        conf.write("secrets/shop-secret", SECRET);
        conf.change("backends.yaml", both, secret);
        assertThat(scene.asks("/reload").status()).isEqualTo(200);
        assertThat(tells(body, "r4", sign("shop-secret-two", body)).status()).isEqualTo(401);
    }
}
