package dev.spillway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A CRM in trouble is the CRM's trouble: customers do not notice, and it gets its notes when it is well again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrmTroubleIT {
    /** {@code -Dspillway.crmDownSeconds=60} plays the whole minute. */
    private static final int DOWN_SECONDS = Integer.getInteger("spillway.crmDownSeconds", 8);
    /** Pauses between tries double: the next may be as far away as the trouble was long, and a half. */
    private static final Duration LATER = Duration.ofSeconds(30 + 2L * DOWN_SECONDS);

    private static final int CUSTOMERS = 15;

    private Scene scene;

    @BeforeAll
    void start() throws Exception {
        scene = Scene.on(OwnStores.start());
        medianUntilAnswered();
    }

    @AfterAll
    void stop() throws Exception {
        scene.close();
    }

    @Test
    void customersAreAnsweredAtTheirPaceWhileTheCrmHangs() {
        var well = medianUntilAnswered();
        scene.crm().behaves("{\"hangMs\": 30000}");
        for (var customer : scene.customers(CUSTOMERS)) scene.posts(customer.asking(Webhook.newWamid()));
        Scene.await("calls hang in the CRM")
                .until(() -> scene.crm().calls().stream()
                        .anyMatch(call -> call.path("status").asInt() == 0));
        var hanging = medianUntilAnswered();
        scene.crm().behavesWell();
        // A lane that waited for the CRM would be slower by seconds; the rest is what a busy machine needs.
        assertThat(hanging).isLessThan(well.multipliedBy(3).plusMillis(250));
        everyNoteOnce();
    }

    private Duration medianUntilAnswered() {
        var times = scene.customers(CUSTOMERS).stream()
                .map(CrmTroubleIT::untilAnswered)
                .sorted()
                .toList();
        return times.get(times.size() / 2);
    }

    private static Duration untilAnswered(Customer customer) {
        var since = System.nanoTime();
        customer.says("¿Dónde está mi pedido " + customer.order() + "?");
        customer.answered(1, Duration.ofSeconds(10));
        return Duration.ofNanos(System.nanoTime() - since);
    }

    @Test
    void notesOfATimeWhenTheCrmWasDownArriveLaterEachOnce() throws InterruptedException {
        scene.crm().behaves("{\"errorStatus\": 503}");
        var since = System.nanoTime();
        var customers = scene.customers(CUSTOMERS);
        for (var customer : customers) {
            customer.says("¿Dónde está mi pedido " + customer.order() + "?");
            customer.answered(1, Duration.ofSeconds(10));
        }
        TimeUnit.NANOSECONDS.sleep(TimeUnit.SECONDS.toNanos(DOWN_SECONDS) - (System.nanoTime() - since));
        assertThat(customers)
                .allSatisfy(customer -> assertThat(customer.notes()).isEmpty());

        scene.crm().behavesWell();
        everyNoteOnce();
        assertThat(customers)
                .allSatisfy(customer -> assertThat(customer.notes()).hasSize(1));
    }

    /** The first of them were written, and nobody could read the answer: they must not be written again. */
    @Test
    void notesWaitWhileTheCrmAnswersInWordsNobodyKnowsAndArriveOnceWhenItIsMended() {
        scene.crm().behaves("{\"errorStatus\": 201, \"errorBody\": {\"noteId\": \"n\"}, \"effect\": \"before\"}");
        for (var customer : scene.customers(5)) {
            customer.says("¿Dónde está mi pedido " + customer.order() + "?");
            customer.answered(1, Duration.ofSeconds(10));
        }
        Scene.await("the operation is held")
                .until(() ->
                        scene.management("/backends/crm").json().path("held").size() == 1);
        var held = scene.management("/backends/crm").json().path("held").path(0);
        assertThat(held.path("operation").asText()).isEqualTo("addNote");
        assertThat(held.path("misfit").asText()).contains("output id is missing");
        assertThat(scene.management("/metrics").body()).contains("gateway_outbound_operation_held{");
        assertThat(scene.management("/backends.html").body()).contains("addNote held");

        scene.crm().behavesWell();
        assertThat(scene.manage("/backends/crm/operations/addNote/resume").status())
                .isEqualTo(200);
        everyNoteOnce();
        Scene.await("all have ended")
                .until(() -> scene.management("/backends/crm")
                                .json()
                                .path("work")
                                .path("deliveries")
                                .asInt()
                        == 0);
        assertThat(scene.management("/backends/crm").json().path("held")).isEmpty();
    }

    /** Every note that was ever queued took effect, and none twice. */
    private void everyNoteOnce() {
        Scene.await("every note").atMost(LATER).until(this::lanesAreEmpty);
        var effects = scene.crm().effects();
        assertThat(effects.values()).containsOnly(1);
        assertThat(effects.keySet()).containsExactlyInAnyOrderElementsOf(queuedNotes());
    }

    private boolean lanesAreEmpty() {
        return scene.crm().effects().size() == scene.meta().accepted().size();
    }

    /** One note for each customer who was answered. */
    private List<String> queuedNotes() {
        return scene.meta().accepted().stream()
                .map(call -> call.path("idempotencyKey").asText())
                .map(data -> data.replaceFirst("^sw1\\.\\d+\\.", "").replaceFirst("\\.reply$", ".note"))
                .toList();
    }
}
