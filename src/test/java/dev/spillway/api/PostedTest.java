package dev.spillway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.event.ContactKey;
import dev.spillway.event.Payload;
import dev.spillway.gate.SendClass;
import dev.spillway.lane.Priority;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostedTest {
    private static final String RIGHT =
            "{\"clientRef\":\"order-77120\",\"to\":\"+52 1 555 010-4321\",\"sender\":\"main\",\"class\":\"reminder\","
                    + "\"priority\":\"urgent\",\"locale\":\"es-MX\",\"operation\":\"sendText\",\"input\":{\"text\":\"Hola\"}}";

    private static Posted read(String body) {
        return Posted.read(Payload.of(body));
    }

    @Test
    void readsWhomWhatAndHow() {
        var posted = read(RIGHT);

        assertThat(posted.clientRef()).isEqualTo("order-77120");
        assertThat(posted.recipient().contact()).isEqualTo(ContactKey.ofPhone("525550104321"));
        assertThat(posted.from()).isEqualTo(new Senders.Wish("main", "", ""));
        assertThat(posted.sendClass()).isEqualTo(SendClass.REMINDER);
        assertThat(posted.priority()).isEqualTo(Priority.URGENT);
        assertThat(posted.locale()).isEqualTo("es-MX");
        assertThat(posted.asked("")).isEqualTo(Map.of("text", "Hola", "to", "+5215550104321", "class", "reminder"));
    }

    /** The gates look whether they allow it this tenant. */
    @Test
    void theTenantIsAskedFor() {
        var posted = read(RIGHT.replace("\"sender\":\"main\"", "\"tenant\":\"acme\",\"branch\":\"norte\""));

        assertThat(posted.from()).isEqualTo(new Senders.Wish("", "acme", "norte"));
        assertThat(posted.asked("acme")).containsEntry("tenant", "acme");
    }

    @ParameterizedTest
    @CsvSource({
        "authentication, AUTHENTICATION",
        "reply, INTERACTIVE",
        "notice, NORMAL",
        "reminder, NORMAL",
        "marketing, BULK",
    })
    void theClassSaysHowUrgentItIsWhereNobodyElseDoes(String sendClass, Priority priority) {
        var posted = read("{\"clientRef\":\"1\",\"userId\":\"MX.48291\",\"operation\":\"sendText\",\"class\":\""
                + sendClass + "\"}");
        assertThat(posted.priority()).isEqualTo(priority);
    }

    @Test
    void aMessageIsANoticeUnlessItSaysOtherwise() {
        var posted = read("{\"clientRef\":\"1\",\"userId\":\"MX.48291\",\"operation\":\"sendText\"}");

        assertThat(posted.sendClass()).isEqualTo(SendClass.NOTICE);
        assertThat(posted.asked("")).isEqualTo(Map.of("userId", "MX.48291", "class", "notice"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "clientRef":"order-77120"      | "clientRef":" "             | clientRef is missing: say what this message is about
                    "clientRef":"order-77120"      | "clientRef":7               | clientRef must be a text of at most 200 characters
                    "to":"+52 1 555 010-4321"      | "to":""                     | give exactly one of to, userId
                    "to":"+52 1 555 010-4321"      | "to":"+52555","userId":"MX.1" | give exactly one of to, userId
                    "to":"+52 1 555 010-4321"      | "to":"call me"              | to must be a number with its country code
                    "to":"+52 1 555 010-4321"      | "userId":"somebody"         | userId must be
                    "class":"reminder"             | "class":"offer"             | class must be one of authentication, reply
                    "priority":"urgent"            | "priority":"NOW"            | priority must be one of authentication, interactive
                    "locale":"es-MX"               | "locale":"Spanish"          | locale must be a language tag
                    "operation":"sendText"         | "operation":""              | operation is missing
                    "input":{"text":"Hola"}        | "input":"Hola"              | input must be an object
                    "text":"Hola"                  | "to":"+5255"                | input.to must stand beside input, as to
                    "text":"Hola"                  | "class":"reply"             | input.class must stand beside input, as class
                    "text":"Hola"                  | "tenant":"acme"             | input.tenant must stand beside input, as tenant
                    "sender":"main"                | "from":"main"               | there is no field from; there are branch, class, clientRef
                    {"clientRef"                   | ["clientRef"                | the body must be a JSON object
                    """)
    void namesTheFieldAndTheCure(String right, String wrong, String complaint) {
        assertThatThrownBy(() -> read(RIGHT.replace(right, wrong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(complaint)
                .hasMessageNotContaining("Hola");
    }
}
