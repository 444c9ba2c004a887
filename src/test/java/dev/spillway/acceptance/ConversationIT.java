package dev.spillway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What customers get to read, what the CRM gets to know, and what stays on record of it. */
class ConversationIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Scene scene = Scene.shared();

    @AfterEach
    void everythingBehavesWellAgain() {
        scene.meta().behavesWell();
        scene.erp().behavesWell();
        scene.crm().behavesWell();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ¿Dónde está mi pedido %s?    | 📦 Pedido
                    mi orden %s no ha llegado    | 📦 Pedido
                    Cadê meu pedido %s?          | 📦 Pedido
                    Onde está a encomenda %s     | 📦 Pedido
                    Where is my order %s?        | 📦 Order
                    tracking of order number %s  | 📦 Order
                    """)
    void answersWhereAnOrderIsInTheCustomersLanguage(String text, String beginning) {
        var customer = scene.customer();
        customer.says(text.formatted(customer.order()));
        assertThat(customer.answered(1, SOON).get(0)).startsWith(beginning + " " + customer.order());
    }

    @Test
    void asksForANumberThatIsMissingAndUnderstandsItByItself() {
        var customer = scene.customer();
        customer.says("Onde está meu pedido?");
        assertThat(customer.answered(1, SOON).get(0)).contains("Qual é o número do seu pedido?");
        customer.says("é " + customer.order() + ", obrigada");
        assertThat(customer.answered(2, SOON).get(1)).startsWith("📦 Pedido " + customer.order());
    }

    @Test
    void saysTheSameOfAnOrderThatIsUnknownAndOfOneThatIsSomebodyElses() {
        var customer = scene.customer();
        customer.says("¿Dónde está mi pedido 555001?");
        var unknown = customer.answered(1, SOON).get(0);
        var other = scene.customer().order();
        customer.says("¿Dónde está mi pedido " + other + "?");
        var notTheirs = customer.answered(2, SOON).get(1);
        assertThat(notTheirs.replace(other, "N")).isEqualTo(unknown.replace("555001", "N"));
    }

    @Test
    void answersACustomerWhoHidesTheNumberWithoutTellingAnOrder() {
        var userId = "MX.70011223344550" + System.nanoTime() % 1000;
        var order = scene.customer().order();
        scene.sends(
                Http.JSON.createObjectNode().put("userId", userId).put("text", "¿Dónde está mi pedido " + order + "?"));
        var answers = Scene.await("an answer to a user id").until(() -> textsTo(userId), texts -> !texts.isEmpty());
        assertThat(answers).singleElement().asString().startsWith("No encontré el pedido " + order);
    }

    private List<String> textsTo(String userId) {
        return scene.meta().accepted().stream()
                .map(call -> call.path("body"))
                .filter(body -> body.path("recipient").asText().equals(userId) && !body.has("to"))
                .map(body -> body.at("/text/body").asText())
                .toList();
    }

    @Test
    void holdsTheLineWhenTheErpIsLateAndFollowsUpOnce() {
        scene.erp().behaves("{\"latencyMs\": 4000}");
        var customer = scene.customer();
        var asked = System.nanoTime();
        customer.asks();
        // The look-up may take 2.5 s; what is above is the way there and back.
        assertThat(customer.answered(1, Duration.ofMillis(4500)).get(0)).startsWith("Estoy consultando tu pedido");
        assertThat(Duration.ofNanos(System.nanoTime() - asked))
                .isBetween(Duration.ofMillis(1500), Duration.ofMillis(4500));

        assertThat(customer.answered(2, Duration.ofSeconds(15)).get(1)).startsWith("📦 Pedido " + customer.order());
        Scene.await("the follow-up has been read")
                .until(() -> scene.trace("order", customer.order()).statuses().stream()
                                .filter("read"::equals)
                                .count()
                        == 2);
        assertThat(customer.answers()).hasSize(2);
    }

    @Test
    void helpsOnceASessionWhoeverIsNotUnderstood() {
        var customer = scene.customer();
        customer.says("¿tienen chamarras azules?");
        assertThat(customer.answered(1, SOON).get(0)).startsWith("¡Hola!");
        customer.says("¿y rojas?");
        customer.asks();
        assertThat(customer.answered(2, SOON).get(1)).startsWith("📦 Pedido");
        var last = customer.says("¿y verdes?");
        scene.traced(Webhook.eventIdOfMessage(last));
        assertThat(customer.answers()).hasSize(2);
    }

    @Test
    void leavesOneNoteInTheCrmUnderTheDeliverysOwnId() {
        var customer = scene.customer();
        var event = Webhook.eventIdOfMessage(customer.asks());
        Scene.await("a note").until(() -> !customer.notes().isEmpty());
        var delivery = scene.traced(event).deliveriesTo("crm");
        assertThat(delivery).hasSize(1);
        assertThat(customer.notes()).singleElement().satisfies(note -> {
            assertThat(note.path("idempotencyKey").asText()).isEqualTo(delivery.get(0));
            assertThat(note.at("/body/text").asText()).contains(customer.order(), "Se le informó del estado");
        });
        assertThat(scene.crm().effects(delivery.get(0))).isOne();
    }

    @Test
    void tracesTheWholeWayByWhateverIdIsAskedFor() {
        var customer = scene.customer();
        var wamid = customer.asks();
        var event = Webhook.eventIdOfMessage(wamid);
        var whole = complete(event);

        assertThat(whole.rows("received", event)).hasSize(1);
        assertThat(whole.rows("rule", event))
                .singleElement()
                .satisfies(rule -> assertThat(rule.at("/detail/flow").asText()).isEqualTo("order-status"));
        assertThat(whole.rows("lookup", event))
                .singleElement()
                .satisfies(lookup ->
                        assertThat(lookup.at("/detail/result").asText()).isEqualTo("done"));
        assertThat(whole.rows("queued", event)).hasSize(2);
        assertThat(whole.rows("attempt", event)).hasSize(2);
        assertThat(whole.messageStates()).contains("read");
        assertThat(whole.rows().map(row -> Instant.parse(row.path("at").asText())))
                .isSorted();

        var delivery = whole.deliveriesTo("main").get(0);
        for (var trace : List.of(
                scene.trace("message", wamid),
                scene.trace("contact", customer.userId()),
                scene.trace("contact", customer.phone()),
                scene.trace("delivery", delivery),
                scene.trace("order", customer.order()))) {
            assertThat(trace.rows().map(row -> row.path("event").asText())).contains(event);
            assertThat(trace.statuses()).contains("sent", "delivered", "read");
        }
    }

    /** A trace with all three statuses and the CRM's answer. */
    private Trace complete(String event) {
        return Scene.await("the whole trace of " + event)
                .until(
                        () -> scene.traceOf(event),
                        trace -> trace.statuses().containsAll(List.of("sent", "delivered", "read"))
                                && trace.rows("attempt", event).size() >= 2);
    }

    @Test
    void joinsStatusesThatComeBeforeTheSendsAnswerOrInTheWrongOrderOrTwice() {
        scene.meta()
                .behaves(
                        "{\"statusesBeforeAnswer\": true, \"reorder\": true, \"duplicateShare\": 1, \"statusBatch\": 3}");
        var customer = scene.customer();
        var event = Webhook.eventIdOfMessage(customer.asks());
        var trace = complete(event);
        assertThat(trace.statuses()).containsExactlyInAnyOrder("sent", "delivered", "read");
        assertThat(trace.messageStates()).containsExactly("read");
        assertThat(customer.answers()).hasSize(1);
    }

    @Test
    void looksForANoteWhoseAnswerWasLostAndDoesNotWriteItAgain() {
        scene.crm().behaves("{\"reset\": true, \"effect\": \"before\"}");
        var customer = scene.customer();
        var event = Webhook.eventIdOfMessage(customer.asks());
        var delivery = Scene.await("a note is queued")
                .until(() -> scene.traceOf(event).deliveriesTo("crm"), queued -> !queued.isEmpty())
                .get(0);
        Scene.await("a note is made").until(() -> scene.crm().effects(delivery) == 1);
        scene.crm().behavesWell();
        Scene.await("its delivery is done")
                .until(() -> scene.traceOf(event).rows("attempt", event).stream()
                        .anyMatch(row -> row.path("deliveryId").asText().equals(delivery)
                                && row.at("/detail/verdict").asText().equals("done")));
        assertThat(scene.crm().effects(delivery)).isOne();
        assertThat(customer.notes()).as("notes written again").isEmpty();
    }
}
