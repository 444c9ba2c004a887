package dev.spillway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * Somebody with WhatsApp who has one order in the ERP.
 *
 * @param phone as Meta writes it
 * @param order the number of an order that the ERP simulator knows as this phone's
 */
record Customer(Scene scene, String phone, String order) {
    private static final int OWN_DIGITS = 10;

    /** The id by which the business knows this person. */
    String userId() {
        return "MX." + phone;
    }

    /** Writes; Meta's simulator signs it and posts it, and comes again if it is not taken. Returns the message's id. */
    String says(String text) {
        var message = Http.JSON
                .createObjectNode()
                .put("from", phone)
                .put("userId", userId())
                .put("text", text);
        return scene.sends(message);
    }

    /** Asks for the order. Returns the message's id. */
    String asks() {
        return says("¿Dónde está mi pedido " + order + "?");
    }

    /** The same as a webhook of the test's own making, which nobody repeats. */
    Webhook asking(String wamid) {
        return Webhook.text(phone, wamid, "¿Dónde está mi pedido " + order + "?");
    }

    /** What was sent to this phone and accepted, oldest first. */
    List<String> answers() {
        return scene.meta().accepted().stream()
                .map(call -> call.path("body"))
                .filter(body -> isMine(body.path("to").asText()))
                .map(body -> body.at("/text/body").asText())
                .toList();
    }

    /** Waits for so many answers. */
    List<String> answered(int times, Duration atMost) {
        return Awaitility.await(times + " answers to " + phone)
                .pollInterval(Duration.ofMillis(50))
                .atMost(atMost)
                .until(this::answers, answers -> answers.size() >= times);
    }

    /** The notes on this phone in the CRM that came through, oldest first. */
    List<JsonNode> notes() {
        return scene.crm().accepted().stream()
                .filter(call -> call.path("method").asText().equals("POST"))
                .filter(call -> isMine(call.path("path").asText().replaceAll("\\D", "")))
                .toList();
    }

    private boolean isMine(String number) {
        assertThat(phone.length()).isGreaterThanOrEqualTo(OWN_DIGITS);
        return number.endsWith(phone.substring(phone.length() - OWN_DIGITS));
    }
}
