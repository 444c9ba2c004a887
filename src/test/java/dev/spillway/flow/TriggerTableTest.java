package dev.spillway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people write, and what of it the flow order-status takes for what. */
class TriggerTableTest {
    private static final String MEXICO = "5215550104321";
    private static final String BRAZIL = "5511987654321";
    private static final String USA = "12125550123";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "¿Dónde está mi pedido 1234?|1234|es-MX",
                "donde esta mi pedido 1234|1234|es-MX",
                "DÓNDE ESTÁ MI PEDIDO 1234!!!|1234|es-MX",
                "Donde esta mi pedido 1234|1234|es-MX",
                "pedido 1234|1234|es-MX",
                "Pedido: PED-77120|PED-77120|es-MX",
                "pedido ped-77120 📦|PED-77120|es-MX",
                "mi pedido #1234 🙏 porfa|1234|es-MX",
                "pedido nº 1234|1234|es-MX",
                "pedido n° 1234|1234|es-MX",
                "pedido núm. 1234|1234|es-MX",
                "Hola, buenas tardes. ¿Me dices el estatus de mi orden número 1234?|1234|es-MX",
                "¿Qué pasó con el pedido, el 1234?|1234|es-MX",
                "rastrear 1234|1234|es-MX",
                "el pedido es 1️⃣2️⃣3️⃣4️⃣|1234|es-MX",
                "pedido １２３４|1234|es-MX",
                "where is my order #1234|1234|en-US",
                "Where's my order 1234?|1234|en-US",
                "order 1234 status|1234|en-US",
                "Order number: PED-77120|PED-77120|en-US",
                "cadê meu pedido 1234|1234|pt-BR",
                "onde está o meu pedido nº 1234|1234|pt-BR",
                "Olá! Onde está a minha encomenda 1234?|1234|pt-BR",
            })
    void findsTheOrderNumberAndTheLanguage(String text, String order, String locale) {
        var conversation = Conversation.with(MEXICO);
        var run = conversation.write(text);
        assertThat(Conversation.row(run, "rule").detail()).containsEntry("flow", "order-status");
        assertThat(conversation.erp.asked.get(0).input()).containsEntry("orderNumber", order);
        assertThat(conversation.session()).containsEntry("language", locale);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "¿Dónde está mi pedido?|es-MX",
                "donde viene mi paquete|es-MX",
                "mi pedido no ha llegado|es-MX",
                "¿Cuándo llega mi pedido?|es-MX",
                "mi pedido|es-MX",
                "where is my order?|en-US",
                "My order never arrived|en-US",
                "cadê meu pedido?|pt-BR",
                "Quando chega a minha encomenda?|pt-BR"
            })
    void asksForTheNumberWhenThereIsNone(String text, String locale) {
        var conversation = Conversation.with(MEXICO);
        var run = conversation.write(text);
        assertThat(Conversation.branch(run)).isEqualTo("asked");
        assertThat(conversation.session()).containsEntry("language", locale);
        assertThat(conversation.erp.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mi teléfono es 5512345678",
                "Quiero hacer un pedido",
                "quiero un pedido de 200 tacos",
                "Quiero cancelar mi pedido 1234",
                "¿Tienen la talla M en azul? 🧥 Mi correo es rocio@example.mx 50% <ok> a/b",
                "I would like to order 200 shirts",
                "quero um pedido de 200 pães",
                "1234",
                "hola",
                "👍",
                "el pedido llegó bien, gracias"
            })
    void leavesOtherMessagesAlone(String text) {
        var conversation = Conversation.with(MEXICO);
        var run = conversation.write(text);
        assertThat(Conversation.row(run, "rule").detail()).containsEntry("flow", "help");
        assertThat(conversation.erp.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({MEXICO + ",es-MX", BRAZIL + ",pt-BR", USA + ",es-MX", "351912345678,pt-PT", "5491122334455,es-AR"})
    void readsAnAmbiguousTextInTheNumbersLanguage(String phone, String locale) {
        var conversation = Conversation.with(phone);
        conversation.write("pedido 1234");
        assertThat(conversation.session()).containsEntry("language", locale);
    }

    @ParameterizedTest
    @CsvSource({BRAZIL + ",¿Dónde está mi pedido 1234?,es-MX", MEXICO + ",cadê meu pedido 1234,pt-BR"})
    void believesTheWordsMoreThanTheNumber(String phone, String text, String locale) {
        var conversation = Conversation.with(phone);
        conversation.write(text);
        assertThat(conversation.session()).containsEntry("language", locale);
    }
}
