package dev.spillway.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.Outcome.Kind;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What conf/connectors/zendesk.yaml makes of an account that behaves as documented. */
final class ZendeskIT {
    private static final Map<String, Object> ANA = Map.of("waId", "5213311223344", "name", "Ana");
    private static final Map<String, Object> TICKET =
            Map.of("subject", "Talla", "transcript", List.of("Ana: hola", "Bot: ¿en qué ayudo?"));

    private Played zendesk;

    @BeforeEach
    void start() throws IOException {
        zendesk = Played.against("zendesk");
    }

    @AfterEach
    void stop() {
        zendesk.close();
    }

    @Test
    void findsNobodyAndThenTheOneItMadeInWhateverFormThePhoneComes() {
        assertThat(zendesk.look("findContactByPhone", ANA).value()).containsEntry("found", false);
        zendesk.loseTheNextAnswer();
        var made = zendesk.deliver("upsertContact", ANA, "k1");
        var again = zendesk.deliver("upsertContact", Map.of("waId", "523311223344", "name", "Ana"), "k2");
        assertThat(zendesk.records("user")).hasSize(1);
        assertThat(again.value()).containsEntry("id", made.value().get("id")).containsEntry("created", false);
        assertThat(zendesk.look("findContactByPhone", Map.of("waId", "523311223344"))
                        .value())
                .containsEntry("found", true)
                .containsEntry("id", made.value().get("id"));
    }

    @Test
    void makesOneTicketOfWhateverIsLostAndRepeated() {
        var ana = String.valueOf(
                zendesk.deliver("upsertContact", ANA, "k1").value().get("id"));
        var ticket = new HashMap<>(TICKET);
        ticket.put("contactId", ana);
        zendesk.loseTheNextAnswer();
        var made = zendesk.deliver("createTicket", ticket, "evt-1.ticket");
        var again = zendesk.deliver("createTicket", ticket, "evt-1.ticket");
        assertThat(made.kind()).isEqualTo(Kind.DONE);
        assertThat(again.value()).containsEntry("id", made.value().get("id")).containsEntry("existed", true);
        assertThat(zendesk.records("ticket")).hasSize(1);
        assertThat(zendesk.records("comment").getJsonObject(0).getString("body"))
                .isEqualTo("Ana: hola\nBot: ¿en qué ayudo?");
    }

    @Test
    void makesOneTaskOfWhateverIsLostAndRepeated() {
        var task = Map.<String, Object>of("subject", "Llamar a Ana", "dueAt", "2026-11-30T17:00:00Z");
        zendesk.loseTheNextAnswer();
        var made = zendesk.deliver("createTask", task, "evt-1.task");
        assertThat(zendesk.deliver("createTask", task, "evt-1.task").value()).isEqualTo(made.value());
        assertThat(zendesk.records("ticket")).hasSize(1);
        assertThat(zendesk.records("ticket").getJsonObject(0).getString("type")).isEqualTo("task");
    }

    @Test
    void writesAConversationBelowItsTicketAndNotTwice() {
        var ticket = zendesk.deliver("createTicket", TICKET, "k1").value().get("id");
        var said = Map.of("targetId", ticket, "messages", List.of(Map.of("from", "Ana", "text", "hola"), "Bot: hola"));
        zendesk.loseTheNextAnswer();
        zendesk.deliver("logConversation", said, "k2");
        assertThat(zendesk.records("comment")).hasSize(2);
        assertThat(zendesk.records("comment").getJsonObject(1).getString("body"))
                .isEqualTo("Ana hola\nBot: hola");
    }

    @Test
    void keepsOnePersonsConsentWhateverIsLostAndLeavesTheirName() {
        zendesk.deliver("upsertContact", ANA, "k1");
        var no = Map.<String, Object>of("waId", "523311223344", "category", "marketing", "granted", false);
        zendesk.loseTheNextAnswer();
        assertThat(zendesk.deliver("setConsent", no, "k2").value()).containsEntry("accepted", true);
        assertThat(zendesk.records("user")).hasSize(1);
        assertThat(zendesk.records("user").getJsonObject(0).encode()).contains("Ana", "\"wa_marketing\":false");
    }

    @Test
    void findsItsTicketAgainWhenTheVendorHasForgottenTheKey() {
        zendesk.control("idempotencyWindow", new JsonObject().put("ms", 1));
        zendesk.loseTheNextAnswer();
        assertThat(zendesk.deliver("createTicket", TICKET, "evt-1.ticket").kind())
                .isEqualTo(Kind.DONE);
        assertThat(zendesk.records("ticket")).hasSize(1);
    }

    @Test
    void doesNotWriteANoteTwiceThatMayHaveBeenWritten() {
        var ticket = zendesk.deliver("createTicket", TICKET, "k1").value().get("id");
        var note = Map.of(
                "waId", "5213311223344", "targetId", ticket, "text", "gracias", "occurredAt", "2026-11-21T10:00:00Z");
        assertThat(zendesk.deliver("addNote", note, "k2").kind()).isEqualTo(Kind.DONE);
        zendesk.loseTheNextAnswer();
        zendesk.deliver("addNote", note, "k3");
        assertThat(zendesk.records("comment")).hasSize(3);
    }

    @Test
    void isToldToWaitForATicketWithThirtyUpdatesInTenMinutes() {
        var ticket = zendesk.deliver("createTicket", TICKET, "k1").value().get("id");
        var note = Map.of(
                "waId", "5213311223344", "targetId", ticket, "text", "gracias", "occurredAt", "2026-11-21T10:00:00Z");
        for (var n = 0; n < 30; n++)
            assertThat(zendesk.run("addNote", note, "n" + n).kind()).isEqualTo(Kind.DONE);
        var refused = zendesk.run("addNote", note, "n30");
        assertThat(refused.kind()).isIn(Kind.THROTTLED, Kind.CONTACT_THROTTLED);
        assertThat(refused.retryAfter()).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
    }

    @Test
    void takesANewTokenForOneThatIsOver() {
        zendesk.look("findContactByPhone", ANA);
        zendesk.control("expireTokens", new JsonObject());
        assertThat(zendesk.look("findContactByPhone", ANA).kind()).isEqualTo(Kind.DONE);
        zendesk.control("revoke", new JsonObject());
        assertThat(zendesk.look("findContactByPhone", ANA).kind()).isEqualTo(Kind.AUTH_REVOKED);
    }

    @Test
    void namesTheFieldThatTheVendorHasRenamed() {
        zendesk.control(
                "rename",
                new JsonObject().put("kind", "ticket").put("from", "subject").put("to", "title"));
        assertThat(zendesk.run("createTicket", TICKET, "k1").reason()).contains("subject");
    }
}
