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

/** What conf/connectors/sap-s4hana.yaml makes of a system that behaves as documented. */
final class SapIT {
    private static final Map<String, Object> LINES = Map.of("lines", List.of(Map.of("sku", "SKU1", "quantity", 2)));
    private static final String KEY = "0123456789abcdef0123456789abcdef.order-status.reserve";

    private Played sap;

    @BeforeEach
    void start() throws IOException {
        sap = Played.against("sap-s4hana");
    }

    @AfterEach
    void stop() {
        sap.close();
    }

    @Test
    void findsWhoHasThePhone() {
        assertThat(sap.look("findContactByPhone", Map.of("waId", "5213311223344"))
                        .value())
                .containsEntry("found", true)
                .containsEntry("id", "10100001")
                .containsEntry("name", "Ana Lopez");
        assertThat(sap.look("findContactByPhone", Map.of("waId", "5213399999999"))
                        .value())
                .containsEntry("found", false);
    }

    @Test
    void readsAnOrderAndStockOfFreeUseOnly() {
        assertThat(sap.look("getOrder", Map.of("orderNumber", "WEB-1001")).value())
                .containsEntry("status", "partially_shipped")
                .containsEntry("total", "1499.90");
        assertThat(sap.look("getOrder", Map.of("orderNumber", "O'Brien' or SoldToParty eq '10100001"))
                        .kind())
                .isEqualTo(Kind.NOT_FOUND);
        assertThat(sap.look("getStock", Map.of("sku", "SKU1")).value().get("available"))
                .hasToString("15");
        assertThat(sap.look("getStock", Map.of("sku", "SKU9")).kind()).isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void makesOneOrderOfWhateverIsLostAndRepeated() {
        sap.loseTheNextAnswer();
        var made = sap.deliver("createDraftOrder", LINES, KEY);
        assertThat(made.kind()).as(made.reason()).isEqualTo(Kind.DONE);
        sap.loseTheNextAnswer();
        assertThat(sap.deliver("createDraftOrder", LINES, KEY + "2").kind()).isEqualTo(Kind.DONE);
        assertThat(sap.records("A_SalesOrder")).hasSize(3);
    }

    @Test
    void holdsStockByOneBlockedOrderOfWhateverIsLostAndRepeated() {
        sap.loseTheNextAnswer();
        assertThat(sap.deliver("reserveStock", LINES, KEY).kind()).isEqualTo(Kind.DONE);
        assertThat(sap.records("A_SalesOrder")).hasSize(2);
        assertThat(sap.records("A_SalesOrder").getJsonObject(1).getString("DeliveryBlockReason"))
                .isEqualTo("01");
    }

    @Test
    void findsTheInvoiceOfAnOrderThatWasBilledAgain() {
        assertThat(sap.look("getInvoice", Map.of("orderNumber", "WEB-1001")).value())
                .containsEntry("number", "90000003")
                .containsEntry("total", "1739.90");
        assertThat(sap.look("getInvoice", Map.of("invoiceNumber", "90000009")).kind())
                .isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void fetchesANewTokenForASessionThatIsOver() {
        sap.run("createDraftOrder", LINES, KEY);
        sap.control("expireSessions", new JsonObject());
        assertThat(sap.run("createDraftOrder", LINES, KEY + "2").kind()).isEqualTo(Kind.DONE);
        assertThat(sap.summary().getJsonObject("figures").getInteger("sessions"))
                .isEqualTo(2);
    }

    @Test
    void comesBackForAnOrderThatSomebodyHasLocked() {
        sap.control("lock", new JsonObject().put("times", 1));
        assertThat(sap.run("createDraftOrder", LINES, KEY).kind()).isEqualTo(Kind.LOCKED);
        assertThat(sap.deliver("createDraftOrder", LINES, KEY).kind()).isEqualTo(Kind.DONE);
    }

    @Test
    void stopsWhenThePasswordIsNoLongerGood() {
        sap.control("revoke", new JsonObject());
        assertThat(sap.look("getStock", Map.of("sku", "SKU1")).kind()).isEqualTo(Kind.AUTH_REVOKED);
    }

    @Test
    void saysWhichPropertyTheVendorDoesNotKnow() {
        sap.control(
                "rename",
                new JsonObject()
                        .put("kind", "A_SalesOrder")
                        .put("from", "PurchaseOrderByCustomer")
                        .put("to", "CustomerRef"));
        var refused = sap.look("getOrder", Map.of("orderNumber", "WEB-1001"));
        assertThat(refused.kind()).isEqualTo(Kind.CONFIG);
        assertThat(refused.reason()).contains("PurchaseOrderByCustomer");
    }
}
