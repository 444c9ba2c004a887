package dev.spillway.whatsapp;

import dev.spillway.connector.HttpReply;
import dev.spillway.connector.Operation;
import dev.spillway.connector.Outcome;
import dev.spillway.connector.Step;
import dev.spillway.event.Payload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A sender, operations for it, and answers to them. */
final class Given {
    private Given() {}

    static CloudApi sender() {
        return new CloudApi(settings(), ErrorTable.load(), TemplateStates.NONE, SenderLimits.NONE);
    }

    static SenderSettings settings() {
        var api = URI.create("https://graph.example");
        return new SenderSettings("lumbre", "118264500913347", "a-secret-token", api, "v26.0", Duration.ofSeconds(10));
    }

    static Operation operation(String name, Map<String, Object> input) {
        return operation(name, input, "sw1.7.abc.order-status.reply");
    }

    static Operation operation(String name, Map<String, Object> input, String callbackData) {
        return new Operation(name, input, new Operation.Context("e", "e.reply", callbackData, "es-MX", 1, false));
    }

    static Operation text() {
        return operation("sendText", Map.of("to", "5215550104321", "text", "hola"));
    }

    static Payload sample(String name) {
        try {
            return Payload.of(Files.readAllBytes(Path.of("src/test/resources/whatsapp", name + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static HttpReply reply(int status, Payload body) {
        return new HttpReply(status, Map.of(), body);
    }

    static HttpReply error(int status, int code) {
        return reply(
                status,
                Payload.of("{\"error\":{\"message\":\"to 5215550104321\",\"code\":" + code
                        + ",\"fbtrace_id\":\"ATrace1\"}}"));
    }

    /** How a text ends when Meta answers so. */
    static Outcome outcomeOf(HttpReply reply) {
        var call = (Step.Call) sender().begin(text());
        return ((Step.Done) call.then().apply(reply)).outcome();
    }
}
