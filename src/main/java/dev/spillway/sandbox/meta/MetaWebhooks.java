package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.meta.MetaWire.Element;
import dev.spillway.sandbox.meta.WebhookLog.About;
import dev.spillway.sandbox.meta.WebhookSender.Attempted;
import dev.spillway.sandbox.stage.Behaviour;
import dev.spillway.sandbox.stage.Json;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;

/** Builds webhooks of one account and hands them to the sender. */
final class MetaWebhooks {
    private final Clock clock;
    private final MetaAccount account;
    private final Behaviour behaviour;
    private final WebhookSender sender;

    MetaWebhooks(Clock clock, MetaAccount account, Behaviour behaviour, WebhookSender sender) {
        this.clock = clock;
        this.account = account;
        this.behaviour = behaviour;
        this.sender = sender;
    }

    Future<Attempted> message(String numberId, Element message) {
        return people(numberId, new Kind("messages", "messages", "message"), List.of(message));
    }

    Future<Attempted> statuses(String numberId, List<Element> statuses) {
        return people(numberId, new Kind("messages", "statuses", "status"), statuses);
    }

    Future<Attempted> call(String numberId, Element call) {
        return people(numberId, new Kind("calls", "calls", "call"), List.of(call));
    }

    Future<Attempted> preference(String numberId, Element preference) {
        return people(numberId, new Kind("user_preferences", "user_preferences", "preference"), List.of(preference));
    }

    /**
     * Something about the account itself: a template, a number.
     *
     * @param about its name, for the log of webhooks
     */
    Future<Attempted> account(String field, ObjectNode value, String about) {
        var envelope = MetaWire.envelope(account.id(), field, value);
        ((ObjectNode) envelope.path("entry").path(0))
                .put("time", clock.instant().getEpochSecond());
        var event = value.path("event").asText();
        return post(envelope, List.of(new About(field, about, event, "")));
    }

    /** @param array which holds the elements */
    private record Kind(String field, String array, String about) {}

    private Future<Attempted> people(String numberId, Kind kind, List<Element> elements) {
        var metadata = Json.object()
                .put("display_phone_number", account.numbers().getOrDefault(numberId, ""))
                .put("phone_number_id", numberId);
        var value = MetaWire.value(metadata, kind.array, elements);
        var about = elements.stream().map(one -> about(kind, one.body())).toList();
        return post(MetaWire.envelope(account.id(), kind.field, value), about);
    }

    private Future<Attempted> post(ObjectNode envelope, List<About> about) {
        var escape = behaviour.part(MetaOptions.class).escapeUnicode();
        return sender.send(MetaWire.bytes(envelope, escape), new WebhookLog.Entry(clock.instant(), about));
    }

    private static About about(Kind kind, ObjectNode body) {
        return new About(
                kind.about,
                body.path("id").asText(),
                body.path("status").asText(),
                body.path("biz_opaque_callback_data").asText());
    }
}
