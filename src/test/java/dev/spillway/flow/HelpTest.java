package dev.spillway.flow;

import static dev.spillway.flow.Conversation.row;
import static dev.spillway.flow.Conversation.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
    @ParameterizedTest
    @CsvSource({
        "5215550104321,¡Hola! 👋 Puedo",
        "5511987654321,Olá! 👋 Posso",
        "14155550123,Hello! 👋 I can",
        "447700900123,Hello! 👋 I can",
        "4915112345678,¡Hola! 👋 Puedo"
    })
    void speaksTheLanguageOfTheNumber(String phone, String begin) {
        assertThat(texts(Conversation.with(phone).write("???")).get(0)).startsWith(begin);
    }

    @Test
    void guessesTheLanguageOfSomebodyWithoutPhoneByTheirUserId() {
        assertThat(texts(Conversation.withUser("BR.48291").write("?")).get(0)).startsWith("Olá!");
        assertThat(texts(Conversation.withUser("DE.48291").write("?")).get(0)).startsWith("¡Hola!");
    }

    @Test
    void comesOnceASession() {
        var conversation = Conversation.withOwner();
        assertThat(texts(conversation.write("hola"))).hasSize(1);
        var second = conversation.write("¿qué tal?");
        assertThat(second.deliveries()).isEmpty();
        assertThat(second.session()).isNull();
        assertThat(row(second, "rule").detail()).containsEntry("flow", "none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"STOP", "baja", "No más", "CANCELAR", " sair! ", "Dar de baja."})
    void leavesAlonePeopleWhoWantToBeLeftAlone(String text) {
        assertThat(Conversation.withOwner().write(text).deliveries()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reaction", "system", "unsupported", "edit", "revoke", "order", "button"})
    void doesNotAnswerWhatIsNoQuestion(String type) {
        var conversation = Conversation.withOwner();
        var run = conversation.run(conversation.message(Map.of("type", type), Conversation.NOW));
        assertThat(run.deliveries()).isEmpty();
        assertThat(row(run, "rule").detail()).containsEntry("flow", "none");
    }

    @Test
    void answersAPicture() {
        var conversation = Conversation.withOwner();
        var run = conversation.run(conversation.message(Map.of("type", "image"), Conversation.NOW));
        assertThat(texts(run)).hasSize(1);
    }
}
