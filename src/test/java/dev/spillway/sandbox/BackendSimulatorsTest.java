package dev.spillway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackendSimulatorsTest {
    private static final String NOTE = "{\"text\":\"Preguntó por 1234\",\"externalId\":\"e1\"}";

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
    void theErpTellsASampleOrder() throws Exception {
        var reply = probe.get("/erp/orders/1234", "sandbox-erp-token");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("status").asText()).isEqualTo("in_transit");
        assertThat(reply.json().path("statusText").asText()).isEqualTo("En camino");
        assertThat(reply.json().at("/owner/phone").asText()).isEqualTo("+52 55 5010 4321");
        assertThat(reply.json().at("/tracking/0/carrier").asText()).isEqualTo("Estafeta");
    }

    @Test
    void theErpMakesUpOrdersForLoadTests() throws Exception {
        var order = probe.get("/erp/orders/900123", "sandbox-erp-token").json();
        assertThat(order.at("/owner/phone").asText()).isEqualTo("+5215555900123");
        assertThat(order.path("status").asText()).isEqualTo(Orders.STATUSES.get(900_123 % 7));
    }

    @Test
    void theErpKnowsWhatItDoesNotHaveAndWhoMayAsk() throws Exception {
        var missing = probe.get("/erp/orders/777", "sandbox-erp-token");
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.text()).isEqualTo("{\"error\":\"not_found\"}");
        assertThat(probe.get("/erp/orders/1234", "wrong").status()).isEqualTo(401);
        assertThat(probe.get("/erp/stock/CHA-AZ-M", "sandbox-erp-token")
                        .json()
                        .path("available")
                        .isInt())
                .isTrue();
    }

    @Test
    void theErpTakesAnOrderOfATest() throws Exception {
        var put = probe.call("PUT", "/_sim/erp/orders/55", "", "{\"status\":\"done\",\"total\":\"1.00\"}");
        assertThat(put.status()).isEqualTo(200);
        assertThat(probe.get("/erp/orders/55", "sandbox-erp-token")
                        .json()
                        .path("total")
                        .asText())
                .isEqualTo("1.00");
        assertThat(probe.call("PUT", "/_sim/erp/orders/56", "", "{\"status\":\"odd\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void theCrmMakesANoteOncePerKey() throws Exception {
        var first = note("k1", NOTE);
        var again = note("k1", NOTE);
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.text()).isEqualTo("{\"id\":\"note-1\"}");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text()).isEqualTo("{\"id\":\"note-1\",\"duplicate\":true}");
        var received = probe.received("crm");
        assertThat(received.path("byKey").path("k1").asInt()).isEqualTo(2);
        assertThat(received.path("effects").path("k1").asInt()).isEqualTo(1);
    }

    @Test
    void theCrmFindsNotesAndContacts() throws Exception {
        note("k1", NOTE);
        note("k2", NOTE.replace("e1", "e2"));
        var notes = probe.get("/crm/notes?externalId=e1", "sandbox-crm-token").json();
        assertThat(notes.path("items")).hasSize(1);
        assertThat(notes.at("/items/0/waId").asText()).isEqualTo("5215550104321");
        assertThat(probe.get("/crm/contacts?phone=%2B52+55+5010+4321", "sandbox-crm-token")
                        .json()
                        .path("items"))
                .hasSize(1);
    }

    @Test
    void theCrmRefusesAnEmptyTextAndAWrongToken() throws Exception {
        assertThat(note("k1", "{\"text\":\" \"}").status()).isEqualTo(422);
        assertThat(note("k1", "x").status()).isEqualTo(400);
        assertThat(probe.call("POST", "/crm/contacts/1/notes", "wrong", NOTE).status())
                .isEqualTo(401);
        assertThat(probe.received("crm").path("effects")).isEmpty();
    }

    private Probe.Reply note(String key, String body) throws Exception {
        return probe.call(
                "POST", "/crm/contacts/5215550104321/notes", "sandbox-crm-token", body, "Idempotency-Key", key);
    }
}
