package dev.spillway.whatsapp;

import dev.spillway.connector.Connector;
import dev.spillway.connector.HttpCall;
import dev.spillway.connector.Operation;
import dev.spillway.connector.Outcome;
import dev.spillway.connector.Step;
import dev.spillway.json.Json;
import java.util.Map;
import java.util.Set;

/**
 * Sends through Meta's Cloud API. Operations:
 *
 * <ul>
 *   <li>{@code sendText {to?, userId?, text, previewUrl?, replyTo?}}
 *   <li>{@code sendTemplate {to?, userId?, name, language, components?}}
 * </ul>
 *
 * <p>Both need {@code to} (a phone in any received form) or {@code userId} (a business-scoped id); a phone goes first. Done
 * means that Meta has accepted the message, and gives {@code {messageId, messageStatus?, waId?}}. Meta knows no idempotency
 * key: an answer that does not say which message it made is {@link Outcome.Kind#AMBIGUOUS}, and the caller waits for a
 * status with its callback data before it repeats.
 */
public final class CloudApi implements Connector {
    private static final Set<String> OPERATIONS = Set.of("sendText", "sendTemplate");

    private final SenderSettings settings;
    private final Answers answers;

    public CloudApi(SenderSettings settings, ErrorTable errors) {
        this.settings = settings;
        this.answers = new Answers(errors);
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public Set<String> operations() {
        return OPERATIONS;
    }

    @Override
    public Step begin(Operation operation) {
        try {
            return new Step.Call(post(body(operation)), reply -> new Step.Done(answers.read(reply)));
        } catch (LimitException e) {
            return new Step.Done(Outcome.of(Outcome.Kind.INVALID, e.rule()));
        }
    }

    private static Map<String, Object> body(Operation operation) {
        return switch (operation.name()) {
            case "sendText" -> MessageBody.text(operation);
            case "sendTemplate" -> MessageBody.template(operation);
            default -> throw new LimitException("operation must be one of " + OPERATIONS);
        };
    }

    private HttpCall post(Map<String, Object> body) {
        var headers = Map.of(
                "Authorization", "Bearer " + settings.accessToken(),
                "Content-Type", "application/json",
                "Accept", "application/json");
        return new HttpCall("POST", settings.messagesUri(), headers, Json.write(body), settings.timeout(), true);
    }
}
