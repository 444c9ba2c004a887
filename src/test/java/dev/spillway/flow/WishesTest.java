package dev.spillway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.gate.Change;
import dev.spillway.gate.Facts;
import dev.spillway.gate.SendClass;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WishesTest {
    private static final List<SendClass> BY_WORDS = List.of(SendClass.NOTICE, SendClass.REMINDER, SendClass.MARKETING);

    private final Conversation contact = Conversation.listening();

    private static Facts optedOut() {
        var change = new Change(Change.Kind.STOP, BY_WORDS, "acme", Conversation.NOW.minusSeconds(60), "word", "", "");
        var stamps = new HashMap<String, dev.spillway.gate.Stamp>();
        change.facts(Conversation.NOW.minusSeconds(60)).forEach(fact -> stamps.put(fact.field(), fact.stamp()));
        return new Facts(true, stamps);
    }

    private static List<Object> texts(Run run) {
        return run.deliveries().stream()
                .<Object>map(delivery -> delivery.input().get("text"))
                .toList();
    }

    @Test
    void aStopIsConfirmedAndNoOtherFlowSeesIt() {
        var run = contact.write("¡Stop!");

        assertThat(run.changes()).singleElement().satisfies(change -> {
            assertThat(change.kind()).isEqualTo(Change.Kind.STOP);
            assertThat(change.categories()).containsExactlyElementsOf(BY_WORDS);
            assertThat(change.tenant()).isEqualTo("acme");
            assertThat(change.source()).isEqualTo("word");
            assertThat(change.where()).isEqualTo(Conversation.CHANNEL);
        });
        assertThat(texts(run)).singleElement().asString().contains("no volverás a recibir");
        assertThat(run.deliveries().get(0).acceptedAt()).isEqualTo(Conversation.NOW);
    }

    @Test
    void aSecondStopIsHeededAndNotConfirmedAgain() {
        contact.facts = optedOut();
        var run = contact.write("BAJA");

        assertThat(run.changes()).hasSize(1);
        assertThat(run.deliveries()).isEmpty();
    }

    @Test
    void whoNeverOptedOutSaysSomethingElseByStart() {
        assertThat(contact.write("START").changes()).isEmpty();

        contact.facts = optedOut();
        var back = contact.write("START");
        assertThat(back.changes()).singleElement().extracting(Change::kind).isEqualTo(Change.Kind.GO);
        assertThat(texts(back)).singleElement().asString().contains("Bienvenido");
    }

    @Test
    void aWordThatMayAnswerAQuestionIsNoWishWhileOneIsOpen() {
        contact.write("¿Dónde está mi pedido?");
        assertThat(contact.write("CANCELAR").changes()).isEmpty();

        assertThat(Conversation.listening().write("CANCELAR").changes()).hasSize(1);
    }

    @Test
    void aButtonIsKnownByItsPayload() {
        var pressed = Map.<String, Object>of(
                "type", "button", "button", Map.of("payload", "Stop promotions", "text", "No más"));
        var run = contact.run(contact.message(pressed, Conversation.NOW));

        assertThat(run.changes()).singleElement().extracting(Change::source).isEqualTo("button");
    }

    @Test
    void whatIsWrittenInAGroupIsNobodysWish() {
        var written = Map.<String, Object>of("type", "text", "text", Map.of("body", "STOP"), "group_id", "g-1");

        assertThat(contact.run(contact.message(written, Conversation.NOW)).changes())
                .isEmpty();
    }

    @Test
    void anOldStopIsHeededAndNotAnswered() {
        var run = contact.run(
                contact.message(
                        Map.of("type", "text", "text", Map.of("body", "STOP")), Conversation.NOW.minusSeconds(200_000)),
                true,
                1);

        assertThat(run.changes()).hasSize(1);
        assertThat(run.deliveries()).isEmpty();
    }
}
