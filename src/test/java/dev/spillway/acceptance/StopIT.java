package dev.spillway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A gateway is stopped in the middle of its work and another goes on with it. */
class StopIT {
    private static final int CUSTOMERS = 24;
    /** What dispatch and outbound may take to finish what is in flight, by the shipped configuration. */
    private static final Duration DRAIN_MAX = Duration.ofSeconds(20);

    @Test
    void losesNothingAndDoublesNothingWhenItIsStoppedUnderLoadAndStartedAgain() throws Exception {
        try (var scene = Scene.on(OwnStores.start())) {
            scene.customer().asks();
            scene.clean();
            scene.erp().behaves("{\"latencyMs\": 200}");
            scene.meta().behaves("{\"latencyMs\": 200}");
            scene.crm().behaves("{\"latencyMs\": 500}");
            var customers = scene.customers(CUSTOMERS);
            customers.forEach(customer -> takes(scene, customer));

            var since = System.nanoTime();
            scene.stopGateway();
            assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(DRAIN_MAX);
            var late = scene.customers(3);
            late.forEach(Customer::asks);
            scene.startGateway();

            settled(scene, customers);
            settled(scene, late);
            assertThat(scene.crm().effects().values()).containsOnly(1);
            assertThat(scene.meta().effects().values()).containsOnly(1);
        }
    }

    private static void takes(Scene scene, Customer customer) {
        assertThat(scene.posts(customer.asking(Webhook.newWamid())).status()).isEqualTo(200);
    }

    private static void settled(Scene scene, List<Customer> customers) {
        for (var customer : customers) {
            assertThat(customer.answered(1, Duration.ofSeconds(20))).hasSize(1);
            Scene.await("the note on " + customer.phone())
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> customer.notes().size() == 1);
        }
        assertThat(customers)
                .allSatisfy(customer -> assertThat(
                                scene.trace("order", customer.order()).messageStates())
                        .contains("read"));
    }
}
