package dev.spillway.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.Outcome;
import dev.spillway.connector.Outcome.Kind;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What conf/connectors/salesforce.yaml makes of an org that behaves as documented. */
final class SalesforceIT {
    private static final Map<String, Object> ANA = Map.of("waId", "5213311223344", "name", "Ana");
    private static final Map<String, Object> TICKET = Map.of("subject", "Talla", "transcript", List.of("Ana: hola"));

    private Played salesforce;

    @BeforeEach
    void start() throws IOException {
        salesforce = Played.against("salesforce");
    }

    @AfterEach
    void stop() {
        salesforce.close();
    }

    @Test
    void makesOneContactAndFindsItInWhateverFormThePhoneComes() {
        assertThat(salesforce.look("findContactByPhone", ANA).value()).containsEntry("found", false);
        salesforce.loseTheNextAnswer();
        var made = salesforce.deliver("upsertContact", ANA, "k1");
        var again = salesforce.deliver("upsertContact", Map.of("waId", "523311223344", "name", "Ana"), "k2");
        assertThat(again.value()).containsEntry("id", made.value().get("id")).containsEntry("created", false);
        assertThat(salesforce.records("Contact")).hasSize(1);
        assertThat(salesforce
                        .look("findContactByPhone", Map.of("waId", "523311223344"))
                        .value())
                .containsEntry("id", made.value().get("id"))
                .containsEntry("name", "Ana");
    }

    @Test
    void makesOneCaseAndOneTaskOfWhateverIsLostAndRepeated() {
        var ana = salesforce.deliver("upsertContact", ANA, "k1").value().get("id");
        var ticket = new HashMap<>(TICKET);
        ticket.put("contactId", ana);
        salesforce.loseTheNextAnswer();
        var made = salesforce.deliver("createTicket", ticket, "evt-1.ticket");
        var again = salesforce.deliver("createTicket", ticket, "evt-1.ticket");
        assertThat(again.value()).containsEntry("id", made.value().get("id")).containsEntry("existed", true);
        assertThat(salesforce.records("Case")).hasSize(1);
        var note = Map.of(
                "waId", "5213311223344", "contactId", ana, "text", "gracias", "occurredAt", "2026-11-21T10:00:00Z");
        salesforce.loseTheNextAnswer();
        assertThat(salesforce.deliver("addNote", note, "evt-1.note").kind()).isEqualTo(Kind.DONE);
        assertThat(salesforce.deliver("addNote", note, "evt-1.note").kind()).isEqualTo(Kind.DONE);
        assertThat(salesforce.records("Task")).hasSize(1);
    }

    @Test
    void makesOneTaskOfEachThingToDoAndOfEachConversation() {
        var ana = salesforce.deliver("upsertContact", ANA, "k1").value().get("id");
        var task = Map.of("subject", "Llamar a Ana", "contactId", ana, "dueAt", "2026-11-30T17:00:00Z");
        var said = Map.of("messages", List.of(Map.of("from", "Ana", "text", "hola")), "contactId", ana);
        salesforce.loseTheNextAnswer();
        assertThat(salesforce.deliver("createTask", task, "evt-1.task").kind()).isEqualTo(Kind.DONE);
        assertThat(salesforce.deliver("createTask", task, "evt-1.task").kind()).isEqualTo(Kind.DONE);
        salesforce.loseTheNextAnswer();
        assertThat(salesforce.deliver("logConversation", said, "evt-1.said").kind())
                .isEqualTo(Kind.DONE);
        assertThat(salesforce.records("Task")).hasSize(2);
        assertThat(salesforce.records("Task").getJsonObject(1).getString("Description"))
                .isEqualTo("Ana hola");
    }

    @Test
    void keepsOnePersonsConsentWhateverIsLostAndLeavesTheirName() {
        salesforce.deliver("upsertContact", ANA, "k1");
        var no = Map.<String, Object>of("waId", "523311223344", "category", "marketing", "granted", false);
        salesforce.loseTheNextAnswer();
        assertThat(salesforce.deliver("setConsent", no, "k2").value()).containsEntry("accepted", true);
        assertThat(salesforce.records("Contact")).hasSize(1);
        assertThat(salesforce.records("Contact").getJsonObject(0).encode())
                .contains("Ana", "\"WA_marketing__c\":false");
    }

    @Test
    void knowsTheRecordThatAnOrgUpdatesWithoutAWord() {
        salesforce.control("updates", new JsonObject().put("silent", true));
        var made = salesforce.deliver("upsertContact", ANA, "k1");
        var again = salesforce.deliver("upsertContact", ANA, "k1");
        assertThat(again.kind()).isEqualTo(Kind.DONE);
        assertThat(again.value()).containsEntry("id", made.value().get("id")).containsEntry("created", false);
        var ticket = salesforce.deliver("createTicket", TICKET, "k2");
        assertThat(salesforce.deliver("createTicket", TICKET, "k2").value())
                .containsEntry("id", ticket.value().get("id"))
                .containsEntry("existed", true);
    }

    @Test
    void readsAnOrderWithItsLines() {
        var order = salesforce.look("getOrder", Map.of("orderNumber", "00001001"));
        assertThat(order.value()).containsEntry("number", "00001001").containsEntry("status", "confirmed");
        assertThat(order.value().get("lines")).asString().contains("SKU1");
        assertThat(salesforce
                        .look("getOrder", Map.of("orderNumber", "x' OR OrderNumber='00001001"))
                        .kind())
                .isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void comesBackForARowThatIsLocked() {
        salesforce.control("lockRows", new JsonObject().put("times", 1));
        assertThat(salesforce.deliver("upsertContact", ANA, "k1").kind()).isEqualTo(Kind.DONE);
    }

    @Test
    void stopsForTheDayWhenTheQuotaIsUsedUp() {
        salesforce.control(
                "limits",
                new JsonObject().put("day", new JsonObject().put("max", 2).put("spanMs", 60_000)));
        salesforce.look("findContactByPhone", ANA);
        salesforce.look("findContactByPhone", ANA);
        assertThat(salesforce.look("findContactByPhone", ANA).kind()).isEqualTo(Kind.QUOTA_EXHAUSTED);
    }

    @Test
    void takesANewTokenForOneThatIsOverAndStopsWhenTheGrantIsDead() {
        salesforce.look("findContactByPhone", ANA);
        salesforce.control("expireTokens", new JsonObject());
        assertThat(salesforce.look("findContactByPhone", ANA).kind()).isEqualTo(Kind.DONE);
        assertThat(salesforce.summary().getJsonObject("figures").getInteger("minted"))
                .isEqualTo(2);
        salesforce.control("revoke", new JsonObject());
        assertThat(salesforce.look("findContactByPhone", ANA).kind()).isEqualTo(Kind.AUTH_REVOKED);
    }

    @Test
    void saysWhichFieldTheVendorDoesNotKnow() {
        salesforce.control(
                "rename",
                new JsonObject().put("kind", "Case").put("from", "Subject").put("to", "Title__c"));
        var refused = salesforce.run("createTicket", TICKET, "k1");
        assertThat(refused.kind()).isEqualTo(Kind.CONFIG);
        assertThat(refused.reason()).contains("Subject");
    }

    private static Map<String, Object> contact(int number) {
        return Map.of("waId", "52133" + (10_000_000 + number), "name", "Ana");
    }

    @Test
    void writesTwoHundredContactsInOneCallAndAgainWithoutASecondOne() {
        var many = IntStream.range(0, 200).mapToObj(SalesforceIT::contact).toList();
        salesforce.loseTheNextAnswer();
        assertThat(salesforce.together("upsertContact", many).outcome().kind()).isEqualTo(Kind.AMBIGUOUS);
        var again = salesforce.together("upsertContact", many);
        assertThat(again.items())
                .hasSize(200)
                .allSatisfy(item -> assertThat(item.value()).containsEntry("created", false));
        assertThat(salesforce.records("Contact")).hasSize(200);
        assertThat(salesforce.summary().getJsonObject("figures").getInteger("admitted"))
                .isEqualTo(2);
    }

    @Test
    void endsEachOfACollectionForItself() {
        salesforce.control("lockRows", new JsonObject().put("times", 1));
        var note = Map.<String, Object>of("waId", "521", "text", "hola", "occurredAt", "2026-11-21T10:00:00Z");
        var lost = new HashMap<>(note);
        lost.put("contactId", "003000000000999AAA");
        var ended = salesforce.together("addNote", List.of(note, lost, note));
        assertThat(ended.items()).extracting(Outcome::kind).containsExactly(Kind.LOCKED, Kind.INVALID, Kind.DONE);
        var twice = salesforce.together("upsertContact", List.of(contact(1), contact(1), contact(2)));
        assertThat(twice.items()).extracting(Outcome::kind).containsExactly(Kind.LOCKED, Kind.LOCKED, Kind.DONE);
    }
}
