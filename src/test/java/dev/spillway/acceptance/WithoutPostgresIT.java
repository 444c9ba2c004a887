package dev.spillway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** PostgreSQL goes and comes back: nothing but history waits for it. */
class WithoutPostgresIT {
    private static final int CUSTOMERS = 10;

    @Test
    void answersCustomersWithoutPostgresAndHasAllOfItOnRecordAfterwards() throws Exception {
        try (var scene = Scene.on(OwnStores.startWithPostgres())) {
            var events = new ArrayList<>(conversations(scene));
            scene.traced(events.get(0));

            scene.stores().postgres().stop();
            events.addAll(conversations(scene));
            degradedAndStillReady(scene);

            scene.stores().postgres().restart();
            Scene.await("a trace again")
                    .until(() ->
                            scene.management("/trace?event=" + events.get(0)).status() == 200);
            events.forEach(event -> complete(scene, event));
            assertThat(scene.crm().effects().values()).containsOnly(1).hasSize(events.size());
        }
    }

    /** Customers ask and are answered; returns their events. */
    private static List<String> conversations(Scene scene) {
        var events = new ArrayList<String>();
        for (var customer : scene.customers(CUSTOMERS)) {
            var wamid = Webhook.newWamid();
            assertThat(scene.posts(customer.asking(wamid)).status()).isEqualTo(200);
            events.add(Webhook.eventIdOfMessage(wamid));
            customer.answered(1, Duration.ofSeconds(10));
        }
        return events;
    }

    private static void degradedAndStillReady(Scene scene) {
        Scene.await("Postgres is missed")
                .until(
                        () -> scene.management("/ready").json().path("degraded").toString(),
                        parts -> parts.equals("[\"postgres\"]"));
        assertThat(scene.management("/ready").status()).isEqualTo(200);
        assertThat(scene.management("/live").status()).isEqualTo(200);
        assertThat(scene.management("/trace?order=1234").status()).isEqualTo(503);
    }

    /** With every step of its own, and the statuses of its answer. */
    private static void complete(Scene scene, String event) {
        Scene.await("the whole trace of " + event)
                .until(
                        () -> scene.traceOf(event),
                        trace -> trace.rows("attempt", event).size() == 2
                                && trace.statuses().containsAll(List.of("sent", "delivered", "read")));
        var trace = scene.traceOf(event);
        assertThat(trace.rows("received", event)).hasSize(1);
        assertThat(trace.rows("lookup", event)).hasSize(1);
        assertThat(trace.rows("queued", event)).hasSize(2);
        assertThat(trace.messageStates()).contains("read");
    }
}
