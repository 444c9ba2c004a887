package dev.spillway.whatsapp;

import dev.spillway.connector.Connector;
import dev.spillway.connector.HttpCall;
import dev.spillway.connector.Operation;
import dev.spillway.connector.Outcome;
import dev.spillway.connector.Step;
import dev.spillway.json.Json;
import dev.spillway.whatsapp.message.LimitException;
import dev.spillway.whatsapp.message.MessageBody;
import java.util.Map;
import java.util.Set;

/**
 * Sends through Meta's Cloud API. Operations, whose inputs the records of room {@code whatsapp.message} describe:
 *
 * <ul>
 *   <li>{@code sendText sendTemplate sendMedia sendLocation sendContacts sendReaction}
 *   <li>{@code sendButtons sendList sendLink sendFlow}, {@code requestLocation requestContactInfo}
 *   <li>{@code sendProduct sendProducts sendCatalog}, {@code sendOrderDetails sendOrderStatus} (Brazil)
 *   <li>{@code markRead}
 * </ul>
 *
 * <p>All but the last need {@code to} (a phone in any received form) or {@code userId} (a business-scoped id); a phone goes first. They
 * take {@code replyTo}, a message to be quoted. Done means that Meta has accepted the message, and gives {@code {messageId,
 * messageStatus?, waId?}}. Meta knows no idempotency key: an answer that does not say which message it made is
 * {@link Outcome.Kind#AMBIGUOUS}, and the caller waits for a status with its callback data before it repeats. Marking
 * twice does no harm.
 *
 * <p>A template that is paused, disabled, not there or not filled in completely is refused before the call, as far as its state
 * is known.
 */
public final class CloudApi implements Connector {
    private final SenderSettings settings;
    private final Answers answers;
    private final TemplateCheck templates;

    /** @param states asked before each template is sent */
    public CloudApi(SenderSettings settings, ErrorTable errors, TemplateStates states) {
        this.settings = settings;
        this.answers = new Answers(errors);
        this.templates = new TemplateCheck(settings.name(), states, errors);
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public Set<String> operations() {
        return MessageBody.operations();
    }

    @Override
    public Step begin(Operation operation) {
        try {
            if (MediaFile.isIn(operation)) return MediaFile.upload(operation, settings.name(), this::begin);
            var body = MessageBody.of(operation);
            return templates.refusal(operation, body).<Step>map(Step.Done::new).orElseGet(() -> send(operation, body));
        } catch (LimitException e) {
            return new Step.Done(Outcome.of(Outcome.Kind.INVALID, e.rule()));
        }
    }

    private Step send(Operation operation, Map<String, Object> body) {
        return MessageBody.isMessage(operation.name())
                ? new Step.Call(post(body, true), reply -> new Step.Done(answers.message(reply)))
                : new Step.Call(post(body, false), reply -> new Step.Done(answers.mark(reply)));
    }

    private HttpCall post(Map<String, Object> body, boolean write) {
        var headers = Map.of(
                "Authorization", "Bearer " + settings.accessToken(),
                "Content-Type", "application/json",
                "Accept", "application/json");
        return new HttpCall("POST", settings.messagesUri(), headers, Json.write(body), settings.timeout(), write);
    }
}
