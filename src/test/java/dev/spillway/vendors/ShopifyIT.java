package dev.spillway.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.Outcome.Kind;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What conf/connectors/shopify.yaml makes of a shop that behaves as documented. */
final class ShopifyIT {
    private static final Map<String, Object> LINES = Map.of(
            "lines",
            List.of(Map.of("variantId", "gid://shopify/ProductVariant/1", "quantity", 2)),
            "holdUntil",
            "2026-11-22T10:00:00Z");
    private static final String KEY = "0123456789abcdef0123456789abcdef.order-status.reserve";

    private Played shopify;

    @BeforeEach
    void start() throws IOException {
        shopify = Played.against("shopify");
    }

    @AfterEach
    void stop() {
        shopify.close();
    }

    @Test
    void findsACustomerInWhateverFormThePhoneComes() {
        assertThat(shopify.look("findContactByPhone", Map.of("waId", "5213311223344"))
                        .value())
                .containsEntry("found", true)
                .containsEntry("name", "Ana Lopez");
        assertThat(shopify.look("findContactByPhone", Map.of("waId", "5213399999999"))
                        .value())
                .containsEntry("found", false);
    }

    @Test
    void makesOneCustomerOfAPhone() {
        var bea = Map.<String, Object>of("waId", "5213399999999", "name", "Bea");
        shopify.loseTheNextAnswer();
        var made = shopify.deliver("upsertContact", bea, "k1");
        var again = shopify.deliver("upsertContact", Map.of("waId", "523399999999", "name", "Bea"), "k2");
        assertThat(again.value()).containsEntry("id", made.value().get("id"));
        assertThat(shopify.records("customer")).hasSize(2);
    }

    @Test
    void readsAnOrderAndStock() {
        assertThat(shopify.look("getOrder", Map.of("orderNumber", "1001")).value())
                .containsEntry("status", "partially_shipped")
                .containsEntry("total", "1499.90")
                .containsEntry("ownerPhone", "523311223344");
        assertThat(shopify.look("getOrder", Map.of("orderNumber", "100")).kind())
                .isEqualTo(Kind.NOT_FOUND);
        assertThat(shopify.look("getStock", Map.of("sku", "SKU1")).value().get("available"))
                .hasToString("15");
    }

    @Test
    void findsByProbesWhatItsSchemaHas() {
        assertThat(shopify.look("probe.order", Map.of()).value()).containsEntry("found", 8);
        assertThat(shopify.look("probe.variant", Map.of()).value()).containsEntry("found", 2);
    }

    @Test
    void reservesOnceWhateverIsLostAndRepeated() {
        shopify.loseTheNextAnswer();
        var made = shopify.deliver("createDraftOrder", LINES, KEY);
        assertThat(made.value()).containsKey("payUrl").containsEntry("heldUntil", "2026-11-22T10:00:00Z");
        assertThat(shopify.records("draft")).hasSize(1);
    }

    @Test
    void marksAnOrderAsPaidOnceAndOnlyForWhatIsOwed() {
        var wrong = payment("99.00");
        assertThat(shopify.run("recordPayment", wrong, "k1").kind()).isEqualTo(Kind.INVALID);
        shopify.loseTheNextAnswer();
        var paid = shopify.deliver("recordPayment", payment("1499.90"), "k2");
        assertThat(paid.value()).containsEntry("id", "gid://shopify/Order/1").containsEntry("status", "PAID");
        assertThat(shopify.records("order").getJsonObject(0).getString("displayFinancialStatus"))
                .isEqualTo("PAID");
        assertThat(shopify.deliver("recordPayment", payment("1499.90"), "k3").kind())
                .isEqualTo(Kind.INVALID);
    }

    @Test
    void givesMoneyBackOnceWhateverIsLostAndRepeatedAndNeverMoreThanCame() {
        assertThat(shopify.run("refund", refund("200.00"), "k1").code()).isEqualTo("AMOUNT");
        shopify.deliver("recordPayment", payment("1499.90"), "k2");
        shopify.loseTheNextAnswer();
        var back = shopify.deliver("refund", refund("200.00"), "k3");
        assertThat(back.kind()).as(back.reason()).isEqualTo(Kind.DONE);
        assertThat(shopify.run("refund", refund("200.00"), "k3").value())
                .containsEntry("id", back.value().get("id"));
        assertThat(shopify.records("order").getJsonObject(0).getJsonArray("refunds"))
                .hasSize(1);
        assertThat(shopify.run("refund", refund("1400.00"), "k4").code()).isEqualTo("AMOUNT");
    }

    private static Map<String, Object> refund(String amount) {
        return Map.of("orderId", "gid://shopify/Order/1", "amount", amount, "currency", "MXN", "reason", "talla");
    }

    @Test
    void holdsStockOfASkuOnceWhateverIsLostAndRepeated() {
        var lines = Map.<String, Object>of("lines", List.of(Map.of("sku", "SKU1", "quantity", 2)));
        shopify.loseTheNextAnswer();
        var held = shopify.deliver("reserveStock", lines, KEY);
        assertThat(held.kind()).as(held.reason()).isEqualTo(Kind.DONE);
        assertThat(held.value()).containsKeys("payUrl", "heldUntil");
        assertThat(shopify.records("draft")).hasSize(1);
        var nothing = Map.<String, Object>of("lines", List.of(Map.of("sku", "SKU9", "quantity", 1)));
        assertThat(shopify.run("reserveStock", nothing, "k2").code()).isEqualTo("NO_VARIANT");
    }

    @Test
    void putsANoteBelowTheOthersOnceWhateverIsLostAndRepeated() {
        shopify.deliver("addNote", note("talla M"), "evt-1.note");
        shopify.loseTheNextAnswer();
        assertThat(shopify.deliver("addNote", note("gracias"), "evt-2.note").kind())
                .isEqualTo(Kind.DONE);
        assertThat(shopify.deliver("addNote", note("gracias"), "evt-2.note").kind())
                .isEqualTo(Kind.DONE);
        assertThat(shopify.records("customer").getJsonObject(0).getString("note"))
                .containsOnlyOnce("talla M")
                .containsOnlyOnce("gracias");
    }

    private static Map<String, Object> note(String text) {
        return Map.of("waId", "5213311223344", "text", text, "occurredAt", "2026-11-21T10:00:00Z");
    }

    @Test
    void tagsWhoAgreesAndMakesNobodyOfWhoStops() {
        var yes = Map.<String, Object>of("waId", "5213311223344", "category", "marketing", "granted", true);
        var no = Map.<String, Object>of("waId", "5213311223344", "category", "marketing", "granted", false);
        shopify.loseTheNextAnswer();
        assertThat(shopify.deliver("setConsent", yes, "k1").kind()).isEqualTo(Kind.DONE);
        assertThat(shopify.records("customer").getJsonObject(0).getJsonArray("tags"))
                .containsExactly("whatsapp-marketing");
        assertThat(shopify.deliver("setConsent", no, "k2").value()).containsEntry("accepted", true);
        assertThat(shopify.records("customer").getJsonObject(0).getJsonArray("tags"))
                .isEmpty();
        var stranger = Map.<String, Object>of("waId", "5213399999999", "category", "marketing", "granted", false);
        assertThat(shopify.deliver("setConsent", stranger, "k3").value()).containsEntry("accepted", true);
        assertThat(shopify.records("customer")).hasSize(1);
    }

    @Test
    void knowsThePageOfAnOrder() {
        assertThat(shopify.look("getInvoice", Map.of("orderNumber", "1001")).value())
                .containsEntry("number", "#1001")
                .containsEntry("url", "https://acme.example/orders/1001")
                .containsEntry("total", "1499.90");
    }

    private static Map<String, Object> payment(String amount) {
        return Map.of("orderId", "gid://shopify/Order/1", "amount", amount, "currency", "MXN", "externalRef", "pay-1");
    }

    @Test
    void waitsForAsManyPointsAsAQueryAsksFor() {
        shopify.control("points", new JsonObject().put("max", 60).put("restore", 10));
        var order = Map.<String, Object>of("orderNumber", "1001");
        for (var n = 0; n < 20; n++) shopify.look("getOrder", order);
        var refused = shopify.look("getOrder", order);
        assertThat(refused.kind()).isEqualTo(Kind.THROTTLED);
        assertThat(refused.retryAfter()).isPositive();
    }

    @Test
    void takesANewTokenForOneThatIsOver() {
        shopify.look("getStock", Map.of("sku", "SKU1"));
        shopify.control("expireTokens", new JsonObject());
        assertThat(shopify.look("getStock", Map.of("sku", "SKU1")).kind()).isEqualTo(Kind.DONE);
        assertThat(shopify.summary().getJsonObject("figures").getInteger("minted"))
                .isEqualTo(2);
    }
}
