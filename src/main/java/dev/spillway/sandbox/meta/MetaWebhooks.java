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
import java.util.Map;

/** Builds webhooks of one account and hands them to the sender. */
final class MetaWebhooks {
    private final Clock clock;
    private final String accountId;
    private final Map<String, String> numbers;
    private final Behaviour behaviour;
    private final WebhookSender sender;

    MetaWebhooks(Clock clock, MetaAccount account, Behaviour behaviour, WebhookSender sender) {
        this.clock = clock;
        this.accountId = account.id();
        this.numbers = account.numbers();
        this.behaviour = behaviour;
        this.sender = sender;
    }

    Future<Attempted> message(String numberId, Element message) {
        return post(numberId, "messages", List.of(message));
    }

    Future<Attempted> statuses(String numberId, List<Element> statuses) {
        return post(numberId, "statuses", statuses);
    }

    private Future<Attempted> post(String numberId, String kind, List<Element> elements) {
        var metadata = Json.object()
                .put("display_phone_number", numbers.getOrDefault(numberId, ""))
                .put("phone_number_id", numberId);
        var envelope = MetaWire.envelope(accountId, metadata, kind, elements);
        var about =
                elements.stream().map(element -> about(kind, element.body())).toList();
        var escape = behaviour.part(MetaOptions.class).escapeUnicode();
        return sender.send(MetaWire.bytes(envelope, escape), new WebhookLog.Entry(clock.instant(), about));
    }

    private static About about(String kind, ObjectNode body) {
        return new About(
                kind.equals("messages") ? "message" : "status",
                body.path("id").asText(),
                body.path("status").asText(),
                body.path("biz_opaque_callback_data").asText());
    }
}
