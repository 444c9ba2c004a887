package dev.spillway.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.Outcome.Kind;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What conf/connectors/hubspot.yaml makes of an account that behaves as documented. */
final class HubSpotIT {
    private static final Map<String, Object> ANA = Map.of("waId", "5213311223344", "name", "Ana");
    private static final Map<String, Object> TICKET = Map.of("subject", "Talla", "transcript", List.of("Ana: hola"));
    private static final Map<String, Object> NOTE =
            Map.of("waId", "5213311223344", "text", "gracias", "occurredAt", "2026-11-21T10:00:00Z");

    private Played hubspot;

    @BeforeEach
    void start() throws IOException {
        hubspot = Played.against("hubspot");
    }

    @AfterEach
    void stop() {
        hubspot.close();
    }

    @Test
    void makesOneContactAlthoughTheIndexLags() {
        hubspot.loseTheNextAnswer();
        var made = hubspot.deliver("upsertContact", ANA, "k1");
        assertThat(hubspot.look("findContactByPhone", ANA).value()).containsEntry("found", false);
        var again = hubspot.deliver("upsertContact", Map.of("waId", "523311223344"), "k2");
        assertThat(again.value()).containsEntry("id", made.value().get("id")).containsEntry("created", false);
        assertThat(hubspot.records("contacts")).hasSize(1);
        hubspot.control("lag", new JsonObject().put("ms", 0));
        assertThat(hubspot.look("findContactByPhone", ANA).value())
                .containsEntry("found", true)
                .containsEntry("id", made.value().get("id"));
    }

    private static Map<String, Object> contact(int number) {
        return Map.of("waId", "52155000000" + (10 + number), "name", "Ana " + number);
    }

    @Test
    void writesFiftyContactsInOneCallAndRefusesTheBadOneAlone() {
        var contacts = new ArrayList<Map<String, Object>>();
        for (var number = 0; number < 50; number++) contacts.add(contact(number));
        hubspot.control("refuse", new JsonObject().put("property", "firstname").put("value", "Ana 7"));
        var ended = hubspot.together("upsertContact", contacts);

        assertThat(ended.outcome().kind()).isEqualTo(Kind.PARTIAL);
        assertThat(ended.items().get(7).kind()).isEqualTo(Kind.INVALID);
        assertThat(ended.items().get(7).reason()).contains("firstname");
        assertThat(ended.items().stream().filter(item -> item.kind() == Kind.DONE))
                .hasSize(49);
        assertThat(hubspot.records("contacts")).hasSize(49);
        assertThat(hubspot.summary().encode()).contains("\"operations\":{\"write contacts\":{\"DONE\":1}}");
    }

    @Test
    void writesABatchTwiceWithoutASecondContactWhenItsAnswerWasLost() {
        var contacts = List.of(contact(1), contact(2), contact(3));
        hubspot.loseTheNextAnswer();
        var lost = hubspot.together("upsertContact", contacts);
        assertThat(lost.outcome().kind()).isEqualTo(Kind.AMBIGUOUS);
        assertThat(hubspot.together("upsertContact", contacts).items())
                .allMatch(item -> Boolean.FALSE.equals(item.value().get("created")));
        assertThat(hubspot.records("contacts")).hasSize(3);
    }

    @Test
    void makesOneTicketOfWhateverIsLostAndRepeatedAndTiesItToTheContact() {
        var ticket = new HashMap<>(TICKET);
        ticket.put(
                "contactId", hubspot.deliver("upsertContact", ANA, "k1").value().get("id"));
        hubspot.loseTheNextAnswer();
        var made = hubspot.deliver("createTicket", ticket, "evt-1.ticket");
        var again = hubspot.deliver("createTicket", ticket, "evt-1.ticket");
        assertThat(made.kind()).isEqualTo(Kind.DONE);
        assertThat(again.value()).containsEntry("id", made.value().get("id")).containsEntry("existed", true);
        assertThat(hubspot.records("tickets")).hasSize(1);
        assertThat(hubspot.records("associations")).hasSize(1);
    }

    @Test
    void findsByAProbeThatAPropertyWasRenamed() {
        assertThat(hubspot.look("probe.contact", Map.of()).kind()).isEqualTo(Kind.DONE);
        assertThat(hubspot.look("probe.ticket", Map.of()).kind()).isEqualTo(Kind.DONE);
        hubspot.control(
                "rename",
                new JsonObject().put("kind", "tickets").put("from", "wa_key").put("to", "clave"));
        var found = hubspot.look("probe.ticket", Map.of());
        assertThat(found.kind()).isEqualTo(Kind.CONFIG);
        assertThat(found.reason()).contains("wa_key");
        assertThat(hubspot.look("probe.contact", Map.of()).kind()).isEqualTo(Kind.DONE);
    }

    @Test
    void doesNotWriteANoteTwiceThatMayHaveBeenWritten() {
        var note = new HashMap<>(NOTE);
        note.put(
                "contactId", hubspot.deliver("upsertContact", ANA, "k1").value().get("id"));
        assertThat(hubspot.deliver("addNote", note, "k2").kind()).isEqualTo(Kind.DONE);
        hubspot.loseTheNextAnswer();
        hubspot.deliver("addNote", note, "k3");
        assertThat(hubspot.records("notes")).hasSize(2);
        assertThat(hubspot.records("associations")).hasSize(2);
    }

    @Test
    void makesOneLeadOfAPersonWhateverIsLost() {
        var lead = Map.<String, Object>of("waId", "5213311223344", "name", "Ana", "text", "mayoreo");
        hubspot.loseTheNextAnswer();
        var made = hubspot.deliver("createLead", lead, "k1");
        assertThat(hubspot.deliver("upsertContact", ANA, "k2").value())
                .containsEntry("id", made.value().get("id"));
        assertThat(hubspot.records("contacts")).hasSize(1);
        assertThat(hubspot.records("contacts").getJsonObject(0).getString("lifecyclestage"))
                .isEqualTo("lead");
    }

    @Test
    void logsAConversationAndATaskAndNeitherTwiceThatMayHaveBeenWritten() {
        var ana = hubspot.deliver("upsertContact", ANA, "k1").value().get("id");
        var said = Map.of("messages", List.of("Ana: hola"), "contactId", ana);
        hubspot.loseTheNextAnswer();
        hubspot.deliver("logConversation", said, "k2");
        assertThat(hubspot.deliver("logConversation", said, "k3").kind()).isEqualTo(Kind.DONE);
        assertThat(hubspot.records("communications")).hasSize(2);
        var task = Map.of("subject", "Llamar a Ana", "contactId", ana, "dueAt", "2026-11-30T17:00:00Z");
        hubspot.loseTheNextAnswer();
        hubspot.deliver("createTask", task, "k4");
        assertThat(hubspot.records("tasks")).hasSize(1);
    }

    @Test
    void keepsOnePersonsConsentWhateverIsLostAndLeavesTheirName() {
        hubspot.deliver("upsertContact", ANA, "k1");
        var no = Map.<String, Object>of("waId", "523311223344", "category", "marketing", "granted", false);
        hubspot.loseTheNextAnswer();
        assertThat(hubspot.deliver("setConsent", no, "k2").value()).containsEntry("accepted", true);
        assertThat(hubspot.records("contacts")).hasSize(1);
        assertThat(hubspot.records("contacts").getJsonObject(0).encode())
                .contains("Ana", "\"wa_consent_marketing\":\"false\"");
    }

    @Test
    void readsAnInvoice() {
        assertThat(hubspot.look("getInvoice", Map.of("invoiceNumber", "INV-7")).value())
                .containsEntry("number", "INV-7")
                .containsEntry("total", "1499.90")
                .containsEntry("url", "https://invoices.example/7");
    }

    @Test
    void readsAnOrder() {
        assertThat(hubspot.look("getOrder", Map.of("orderNumber", "1001")).value())
                .containsEntry("number", "1001")
                .containsEntry("status", "shipped")
                .containsEntry("total", "1499.90");
        assertThat(hubspot.look("getOrder", Map.of("orderNumber", "9")).kind()).isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void isToldToWaitASecondAfterFiveSearchesAndTenAfterABurst() {
        for (var n = 0; n < 5; n++) hubspot.look("findContactByPhone", ANA);
        var refused = hubspot.look("findContactByPhone", ANA);
        assertThat(refused.kind()).isEqualTo(Kind.THROTTLED);
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        hubspot.control(
                "limits",
                new JsonObject().put("burst", new JsonObject().put("max", 1).put("spanMs", 60_000)));
        hubspot.run("upsertContact", ANA, "k1");
        assertThat(hubspot.run("upsertContact", ANA, "k2").retryAfter()).isEqualTo(Duration.ofSeconds(10));
        hubspot.control(
                "limits",
                new JsonObject().put("daily", new JsonObject().put("max", 1).put("spanMs", 60_000)));
        assertThat(hubspot.run("upsertContact", ANA, "k3").kind()).isEqualTo(Kind.QUOTA_EXHAUSTED);
    }

    @Test
    void saysWhichPropertyTheVendorDoesNotKnow() {
        hubspot.control(
                "rename",
                new JsonObject().put("kind", "tickets").put("from", "content").put("to", "body"));
        var refused = hubspot.run("createTicket", TICKET, "k1");
        assertThat(refused.kind()).isEqualTo(Kind.CONFIG);
        assertThat(refused.reason()).contains("content");
    }
}
