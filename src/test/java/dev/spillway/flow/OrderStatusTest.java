package dev.spillway.flow;

import static dev.spillway.flow.Conversation.branch;
import static dev.spillway.flow.Conversation.delivery;
import static dev.spillway.flow.Conversation.row;
import static dev.spillway.flow.Conversation.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.Outcome;
import dev.spillway.connector.Outcome.Kind;
import dev.spillway.lane.Priority;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OrderStatusTest {
    @Test
    void tellsTheOwnerWhereTheOrderIs() {
        var run = Conversation.withOwner().write("¿Dónde está mi pedido 1234?");
        assertThat(branch(run)).isEqualTo("done");
        assertThat(texts(run))
                .containsExactly("📦 Pedido 1234: ya va en camino. 🚚\n"
                        + "Lo hiciste el 18 de noviembre de 2026 por $1,299.00.");
    }

    @ParameterizedTest
    @CsvSource({
        "where is my order 1234,'📦 Order 1234: it is on its way. 🚚'",
        "cadê meu pedido 1234,'📦 Pedido 1234: já está a caminho. 🚚'"
    })
    void answersInTheLanguageOfTheQuestion(String text, String begin) {
        assertThat(texts(Conversation.withOwner().write(text)).get(0)).startsWith(begin);
    }

    @Test
    void repliesThroughTheNumbersSenderToTheAddressAsReceived() {
        var run = Conversation.withOwner().write("pedido 1234");
        var reply = delivery(run, "sendText").orElseThrow();
        assertThat(reply.destination()).isEqualTo("lumbre");
        assertThat(reply.priority()).isEqualTo(Priority.INTERACTIVE);
        assertThat(reply.input()).containsEntry("to", "5215550104321").doesNotContainKey("replyTo");
        assertThat(reply.id()).isEqualTo(reply.event().value() + ".order-status.reply");
        assertThat(reply.locale()).isEqualTo("es-MX");
    }

    @Test
    void asksTheErpWithAShortDeadline() {
        var conversation = Conversation.withOwner();
        conversation.write("pedido 1234");
        assertThat(conversation.erp.asked.get(0).name()).isEqualTo("getOrder");
        assertThat(conversation.erp.asked.get(0).input())
                .isEqualTo(Map.of("orderNumber", "1234", "waId", "5215550104321"));
        assertThat(conversation.erp.deadlines).containsExactly(Duration.ofMillis(2500));
    }

    @Test
    void notesTheQuestionInTheCrm() {
        var run = Conversation.withOwner().write("pedido 1234");
        var note = delivery(run, "addNote").orElseThrow();
        assertThat(note.destination()).isEqualTo("crm");
        assertThat(note.priority()).isEqualTo(Priority.NORMAL);
        assertThat(note.input())
                .containsEntry("waId", "5215550104321")
                .containsEntry("occurredAt", Conversation.NOW.toString())
                .containsEntry("text", "WhatsApp: preguntó por el pedido 1234. Se le informó del estado.");
    }

    @Test
    void comparesNumbersInCanonicalForm() {
        for (var phone : List.of("525550104321", "5215550104321", "+525550104321")) {
            assertThat(branch(Conversation.with(phone).write("pedido 1234"))).isEqualTo("done");
        }
    }

    @Test
    void tellsAStrangerTheSameAsIfThereWereNoSuchOrder() {
        var stranger = Conversation.with("5215599999999").write("pedido 1234");
        var unknown = Conversation.with("5215599999999").write("pedido 9999");
        assertThat(branch(stranger)).isEqualTo("not_theirs");
        assertThat(branch(unknown)).isEqualTo("not_found");
        assertThat(texts(stranger).get(0).replace("1234", "9999"))
                .isEqualTo(texts(unknown).get(0));
        assertThat(texts(unknown).get(0)).startsWith("No encontré el pedido 9999");
    }

    @Test
    void neverTellsSomebodyWhoShowsNoPhone() {
        var run = Conversation.withUser("MX.48291037465512093847").write("pedido 1234");
        assertThat(branch(run)).isEqualTo("not_theirs");
        var reply = delivery(run, "sendText").orElseThrow();
        assertThat(reply.input())
                .containsEntry("userId", "MX.48291037465512093847")
                .doesNotContainKey("to");
        var note = delivery(run, "addNote").orElseThrow();
        assertThat(note.input())
                .containsEntry("userId", "MX.48291037465512093847")
                .doesNotContainKey("waId");
    }

    @ParameterizedTest
    @CsvSource({"''", "sin dato", "5"})
    void neverTellsWhenTheErpKnowsNoOwner(String owner) {
        var order = new HashMap<>(FakeLookups.ORDER);
        order.put("ownerPhone", owner);
        var conversation = Conversation.withUser("MX.48291037465512093847");
        conversation.erp.answering("1234", Outcome.done(order));
        assertThat(branch(conversation.write("pedido 1234"))).isEqualTo("not_theirs");
        order.remove("ownerPhone");
        conversation.erp.answering("1234", Outcome.done(order));
        assertThat(branch(conversation.write("pedido 1234"))).isEqualTo("not_theirs");
    }

    @Test
    void asksForAMissingNumberAndUnderstandsTheBareAnswer() {
        var conversation = Conversation.withOwner();
        var asked = conversation.write("¿Dónde está mi pedido?");
        assertThat(texts(asked).get(0)).startsWith("Con gusto. ¿Cuál es el número de tu pedido?");
        assertThat(delivery(asked, "addNote")).isEmpty();
        var answered = conversation.write("1234");
        assertThat(branch(answered)).isEqualTo("done");
        assertThat(conversation.session()).doesNotContainKey("awaiting");
    }

    @Test
    void keepsTheLanguageOfTheQuestionForABareAnswer() {
        var conversation = Conversation.withOwner();
        conversation.write("where is my order?");
        assertThat(texts(conversation.write("It's 1234, thanks!")).get(0)).startsWith("📦 Order 1234");
    }

    @Test
    void doesNotTakeAPhoneNumberForAnAnswer() {
        var conversation = Conversation.withOwner();
        conversation.write("¿Dónde está mi pedido?");
        assertThat(row(conversation.write("mi teléfono es 5512345678"), "rule").detail())
                .containsEntry("flow", "help");
        assertThat(row(conversation.write("5512345678"), "rule").detail()).containsEntry("flow", "none");
        assertThat(branch(conversation.write("es el 1234 por favor"))).isEqualTo("done");
    }

    @Test
    void readsWhatStandsOnAButton() {
        var conversation = Conversation.withOwner();
        var button = Map.<String, Object>of("type", "button", "button", Map.of("text", "Pedido 1234", "payload", "x"));
        assertThat(branch(conversation.run(conversation.message(button, Conversation.NOW))))
                .isEqualTo("done");
        var list = Map.of("type", "list_reply", "list_reply", Map.of("id", "1", "title", "Pedido 1234"));
        var chosen = Map.<String, Object>of("type", "interactive", "interactive", list);
        assertThat(branch(conversation.run(conversation.message(chosen, Conversation.NOW))))
                .isEqualTo("done");
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"INVALID", "CONFIG", "AUTH_REVOKED", "QUOTA_EXHAUSTED", "PARTIAL"})
    void apologisesWhenWaitingWouldNotHelp(Kind kind) {
        var conversation = Conversation.withOwner();
        conversation.erp.answering("1234", Outcome.of(kind, "broken"));
        var run = conversation.write("pedido 1234");
        assertThat(branch(run)).isEqualTo("failed");
        assertThat(texts(run).get(0)).startsWith("Lo siento");
        assertThat(delivery(run, "getOrder")).isEmpty();
    }

    @Test
    void apologisesWhenATextCannotBeFilledIn() {
        var conversation = Conversation.withOwner();
        var lines = java.util.Collections.nCopies(200, Map.of("url", "https://tracking.example/" + "9".repeat(40)));
        var order = new HashMap<>(FakeLookups.ORDER);
        order.put("tracking", lines);
        conversation.erp.answering("1234", Outcome.done(order));
        var run = conversation.write("pedido 1234");
        assertThat(branch(run)).isEqualTo("failed");
        assertThat(texts(run).get(0)).startsWith("Lo siento");
        assertThat(conversation
                        .registry
                        .get("gateway.flow.faults")
                        .tag("what", "text")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void makesTheSameDeliveriesWhenItRunsAgain() {
        var conversation = Conversation.withOwner();
        var event =
                conversation.message(Map.of("type", "text", "text", Map.of("body", "pedido 1234")), Conversation.NOW);
        var first = conversation.run(event);
        var second = conversation.run(event, false, 2);
        assertThat(second.deliveries()).isEqualTo(first.deliveries());
        assertThat(row(second, "rule").detail()).containsEntry("attempt", 2);
    }

    @Test
    void looksNothingUpForAnOldMessageButNotesIt() {
        var conversation = Conversation.withOwner();
        var text = Map.<String, Object>of("type", "text", "text", Map.of("body", "pedido 1234"));
        var days = conversation.message(text, Conversation.NOW.minus(Duration.ofDays(2)));
        for (var run : List.of(conversation.run(days), conversation.run(conversation.message(text, null), true, 1))) {
            assertThat(branch(run)).isEqualTo("old");
            assertThat(texts(run)).isEmpty();
            assertThat(delivery(run, "addNote")).isPresent();
            assertThat(run.session()).isNull();
        }
        assertThat(conversation.erp.asked).isEmpty();
    }

    @Test
    void takesATimeInTheFutureForNow() {
        var conversation = Conversation.withOwner();
        var text = Map.<String, Object>of("type", "text", "text", Map.of("body", "pedido 1234"));
        var run = conversation.run(conversation.message(text, Conversation.NOW.plus(Duration.ofDays(9))));
        assertThat(branch(run)).isEqualTo("done");
        assertThat(delivery(run, "addNote").orElseThrow().input())
                .containsEntry("occurredAt", Conversation.NOW.toString());
    }

    @Test
    void saysNothingInAGroup() {
        var conversation = Conversation.withOwner();
        var text = Map.<String, Object>of("type", "text", "group_id", "g", "text", Map.of("body", "pedido 1234"));
        var run = conversation.run(conversation.message(text, Conversation.NOW));
        assertThat(branch(run)).isEqualTo("unreachable");
        assertThat(texts(run)).isEmpty();
    }
}
