package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.meta.MetaWire.Element;
import dev.spillway.sandbox.meta.WebhookSender.Attempted;
import dev.spillway.sandbox.stage.Json;
import dev.spillway.sandbox.stage.People;
import dev.spillway.sandbox.stage.Person;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lets the simulator be a customer: builds a message, posts it as a signed webhook, tells how the first attempt went. If it
 * was not answered by 200 the webhook is repeated behind, as Meta would.
 *
 * <p>All keys have a default: {@code from}, {@code name}, {@code userId} (left out together: one customer from Mexico City;
 * only {@code userId} given: one who hides the number), {@code text}, {@code type} and {@code element} (parts of the raw
 * message, which win over the others), {@code id}, {@code timestamp} (unix seconds), {@code number} (phone number id).
 */
final class CustomerRoute {
    private static final Set<String> KEYS =
            Set.of("from", "name", "userId", "text", "type", "element", "id", "timestamp", "number");
    private static final String ROCIO = "5215550104321";

    private final Clock clock;
    private final MetaAccount account;
    private final People people;
    private final MetaWebhooks webhooks;

    CustomerRoute(Clock clock, MetaAccount account, People people, MetaWebhooks webhooks) {
        this.clock = clock;
        this.account = account;
        this.people = people;
        this.webhooks = webhooks;
        people.remember(new Person(ROCIO, "MX.48291037465512093847", "Rocío Téllez"));
    }

    /**
     * {@code POST /_sim/meta/send}: status, ms and the message's id.
     *
     * @throws IllegalArgumentException naming what is wrong with the order
     */
    Future<ObjectNode> send(ObjectNode order) {
        refuseUnknown(order);
        var number = order.path("number").asText(account.firstNumber());
        if (!account.numbers().containsKey(number)) throw new IllegalArgumentException("unknown number " + number);
        var person = person(order);
        people.remember(person);
        var message = message(order, person);
        return webhooks.message(number, new Element(person, message)).map(attempted -> report(message, attempted));
    }

    private static void refuseUnknown(ObjectNode order) {
        order.fieldNames().forEachRemaining(CustomerRoute::refuseUnknown);
    }

    private static void refuseUnknown(String key) {
        if (KEYS.contains(key)) return;
        throw new IllegalArgumentException("unknown key " + key + "; known: " + String.join(", ", new TreeSet<>(KEYS)));
    }

    private Person person(ObjectNode order) {
        var hidden = order.has("userId") && !order.has("from");
        var known = hidden
                ? people.byUserId(order.path("userId").asText())
                : people.byNumber(order.path("from").asText(ROCIO));
        return new Person(
                hidden ? "" : known.waId(),
                order.path("userId").asText(known.userId()),
                order.path("name").asText(known.name()));
    }

    private ObjectNode message(ObjectNode order, Person person) {
        var type = order.path("type").asText("text");
        var message = Json.object();
        if (!person.waId().isEmpty()) message.put("from", person.waId());
        message.put("from_user_id", person.userId());
        message.put("id", order.path("id").asText(Wamids.next(person)));
        message.put(
                "timestamp",
                order.path("timestamp").asText(String.valueOf(clock.instant().getEpochSecond())));
        message.put("type", type);
        if (type.equals("text"))
            message.putObject("text").put("body", order.path("text").asText("Hola"));
        if (order.path("element") instanceof ObjectNode element) message.setAll(element);
        return message;
    }

    private static ObjectNode report(ObjectNode message, Attempted attempted) {
        var report = Json.object().put("status", attempted.status()).put("ms", attempted.ms());
        report.put("wamid", message.path("id").asText());
        if (!attempted.problem().isEmpty()) report.put("problem", attempted.problem());
        return report;
    }
}
