package dev.spillway.whatsapp;

import dev.spillway.connector.Connector;
import dev.spillway.connector.HttpCall;
import dev.spillway.connector.HttpReply;
import dev.spillway.connector.Operation;
import dev.spillway.connector.Outcome;
import dev.spillway.connector.Step;
import dev.spillway.event.Payload;
import dev.spillway.json.Json;
import dev.spillway.whatsapp.message.LimitException;
import dev.spillway.whatsapp.message.MessageBody;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sends through Meta's Cloud API. Operations, whose inputs the records of room {@code whatsapp.message} describe:
 *
 * <ul>
 *   <li>{@code sendText sendTemplate sendMedia sendLocation sendContacts sendReaction}
 *   <li>{@code sendButtons sendList sendLink sendFlow}, {@code requestLocation requestContactInfo}
 *   <li>{@code sendProduct sendProducts sendCatalog}, {@code sendOrderDetails sendOrderStatus} (Brazil)
 *   <li>{@code markRead}
 *   <li>{@code throughput}, which answers {@code {level}}, see {@link Throughput}
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
    /** Asks what the number may send in a second. */
    public static final String THROUGHPUT = "throughput";

    private static final Set<String> OPERATIONS = Stream.concat(
                    MessageBody.operations().stream(), Stream.of(THROUGHPUT))
            .collect(Collectors.toUnmodifiableSet());

    private final SenderSettings settings;
    private final Answers answers;
    private final TemplateCheck templates;
    private final HouseTemplate house;
    private final SenderLimits limits;

    /**
     * @param states asked before each template is sent
     * @param limits what people may be sent
     */
    public CloudApi(SenderSettings settings, ErrorTable errors, TemplateStates states, SenderLimits limits) {
        this.settings = settings;
        this.limits = limits;
        this.answers = new Answers(errors);
        this.templates = new TemplateCheck(settings.name(), states, errors);
        this.house = new HouseTemplate(settings.name(), states);
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
        if (operation.name().equals(THROUGHPUT)) return new Step.Call(askThroughput(), this::throughput);
        try {
            if (MediaFile.isIn(operation)) return MediaFile.upload(operation, settings.name(), this::begin);
            var worded = house.worded(operation);
            var body = MessageBody.of(worded);
            return templates.refusal(worded, body).<Step>map(Step.Done::new).orElseGet(() -> send(operation, body));
        } catch (LimitException e) {
            return new Step.Done(Outcome.of(Outcome.Kind.INVALID, e.rule()));
        }
    }

    @Override
    public Operation worded(Operation operation) {
        try {
            return house.worded(operation);
        } catch (LimitException e) {
            return operation;
        }
    }

    /** Of messages only: for what they are not there is no sender. */
    @Override
    public Optional<String> objection(Operation operation) {
        try {
            if (!MessageBody.isMessage(operation.name())) {
                throw new LimitException("operation must be one of " + MessageBody.messages());
            }
            if (MediaFile.isIn(operation)) MediaFile.upload(operation, settings.name(), this::begin);
            else MessageBody.of(house.worded(operation));
            return Optional.empty();
        } catch (LimitException e) {
            return Optional.of(e.rule());
        }
    }

    private Step send(Operation operation, Map<String, Object> body) {
        var sent = sent(operation, body);
        return MessageBody.isMessage(operation.name())
                ? new Step.Call(post(body, sent, true), reply -> new Step.Done(answers.message(reply)))
                : new Step.Call(post(body, sent, false), reply -> new Step.Done(answers.mark(reply)));
    }

    private HttpCall askThroughput() {
        var headers = Map.of("Authorization", "Bearer " + settings.accessToken(), "Accept", "application/json");
        return new HttpCall("GET", settings.numberUri("throughput"), headers, Payload.EMPTY, settings.timeout(), false);
    }

    private Step throughput(HttpReply reply) {
        var level = Body.of(reply.body()).at("throughput").text("level");
        if (reply.status() != 200) return new Step.Done(answers.mark(reply));
        return new Step.Done(Outcome.done(Map.of("level", level)));
    }

    private HttpCall post(Map<String, Object> body, SenderLimits.Sent sent, boolean write) {
        var headers = Map.of(
                "Authorization", "Bearer " + settings.accessToken(),
                "Content-Type", "application/json",
                "Accept", "application/json");
        var tolls = limits.tolls(settings.phoneNumberId(), sent);
        return new HttpCall(
                "POST", settings.messagesUri(), headers, Json.write(body), settings.timeout(), write, tolls);
    }

    /** A template opens a conversation, unless whoever sends it knows of an open one ({@code window: true}). */
    private static SenderLimits.Sent sent(Operation operation, Map<String, Object> body) {
        var recipient = String.valueOf(body.getOrDefault("to", body.getOrDefault("recipient", "")));
        var isMarketing = "marketing".equals(operation.input().get("class"));
        var isFirst = body.containsKey("template")
                && !Boolean.TRUE.equals(operation.input().get("window"));
        return new SenderLimits.Sent(recipient, isMarketing, isFirst);
    }
}
