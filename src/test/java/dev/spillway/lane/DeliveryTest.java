package dev.spillway.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.ContactKey;
import dev.spillway.event.DedupeKey;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    @Test
    void showsWhichItIsAndNothingOfWhatItSays() {
        var event = new DedupeKey("wamid.1").id("meta");
        var delivery = new Delivery(
                event.step("say"),
                "main",
                Priority.NORMAL,
                ContactKey.ofPhone("5215550104321"),
                event,
                Instant.EPOCH,
                "say",
                "sendText",
                Map.of("to", "5215550104321", "text", "Hola, Rocío"),
                "es-MX",
                false);

        assertThat(delivery.toString())
                .contains(delivery.id(), "main", "sendText")
                .doesNotContain("5215550104321")
                .doesNotContain("Rocío");
        assertThat(new Attempt(3, delivery, 1, false, 1).toString()).doesNotContain("5215550104321");
    }
}
