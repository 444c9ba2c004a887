package dev.spillway.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.gate.OptOuts.Wish;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptOutsTest {
    private final OptOuts optOuts = new OptOuts(Scene.words());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STOP",
                "stop",
                " Stop. ",
                "¡BAJA!",
                "baja 🙏🏽",
                "Dar de  baja",
                "alto",
                "Parar!!!",
                "no más",
                "NO MAS",
                "No Ma\u0301s…",
                "sair",
                "PARE ⛔️",
                "descadastrar",
                "Remover",
                "unsubscribe",
                "ＳＴＯＰ",
                "stop\u200b"
            })
    void aWordThatIsTheWholeMessageOptsOutAlsoWhileAQuestionIsOpen(String text) {
        assertThat(optOuts.in(text, "", false)).contains(Wish.STOP);
        assertThat(optOuts.in(text, "", true)).contains(Wish.STOP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CANCELAR", "cancelar.", "Salir", "cancel"})
    void aWordThatMayAnswerAQuestionOptsOutOnlyWhileNoneIsOpen(String text) {
        assertThat(optOuts.in(text, "", false)).contains(Wish.STOP);
        assertThat(optOuts.in(text, "", true)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"START", "alta", "Alta!"})
    void aWordOptsInAgain(String text) {
        assertThat(optOuts.in(text, "", true)).contains(Wish.START);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "🙏",
                "...",
                "stop that order",
                "no quiero más",
                "quiero cancelar mi pedido",
                "en alta mar",
                "non-stop",
                "baja california",
                "¿dónde está mi pedido?",
                "stopp",
                "s t o p"
            })
    void anythingElseIsNoWish(String text) {
        assertThat(optOuts.in(text, "", false)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Stop promotions,true", "stop promotions,false", "STOP,false", "cancel-order,false"})
    void aButtonCountsByItsPayloadAloneAndAsItIs(String payload, boolean stops) {
        assertThat(optOuts.in("STOP", payload, false).isPresent()).isEqualTo(stops);
    }
}
