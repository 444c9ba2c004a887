package dev.spillway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadMarksTest {
    private static final Map<String, Object> QUESTION =
            Map.of("type", "text", "text", Map.of("body", "¿Dónde está mi pedido 1234?"));

    @Test
    void whatAFlowTakesUpIsMarkedOnTheNumberItCameTo() {
        var conversation = Conversation.withOwner();
        conversation.write("¿Dónde está mi pedido 1234?");
        assertThat(conversation.marks).containsExactly("lumbre wamid.1");
    }

    @Test
    void whatNoFlowWantsStaysUnread() {
        var conversation = Conversation.withOwner();
        conversation.write("baja");
        assertThat(conversation.marks).isEmpty();
    }

    @Test
    void whatIsOldOrRunAgainStaysAsItIs() {
        var conversation = Conversation.withOwner();
        conversation.run(conversation.message(QUESTION, Conversation.NOW), false, 2);
        conversation.run(conversation.message(QUESTION, Conversation.NOW.minus(Duration.ofHours(25))), false, 1);
        conversation.run(conversation.message(QUESTION, Conversation.NOW), true, 1);
        assertThat(conversation.marks).isEmpty();
    }
}
