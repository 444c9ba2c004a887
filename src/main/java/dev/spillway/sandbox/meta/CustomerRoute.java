package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.meta.ArrivalLog.Came;
import dev.spillway.sandbox.meta.MetaWire.Element;
import dev.spillway.sandbox.meta.WebhookSender.Attempted;
import dev.spillway.sandbox.stage.Control;
import dev.spillway.sandbox.stage.Json;
import dev.spillway.sandbox.stage.Person;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.Set;

/**
 * Lets the simulator be a customer: builds a message, posts it as a signed webhook, tells how the first attempt went. If it
 * was not answered by 200 the webhook is repeated behind, as Meta would. The message opens the window, and counts in the
 * number's throughput.
 *
 * <p>All keys have a default: {@code from}, {@code name}, {@code userId} (left out together: one customer from Mexico City;
 * only {@code userId} given: one who hides the number), {@code text}, {@code type} and {@code element} (parts of the raw
 * message, which win over the others), {@code id}, {@code timestamp} (unix seconds), {@code number} (phone number id), {@code
 * webhook} (false: the message counts, but nobody is told).
 */
final class CustomerRoute {
    private static final Set<String> KEYS =
            Set.of("from", "name", "userId", "text", "type", "element", "id", "timestamp", "number", "webhook");

    private final Clock clock;
    private final MetaState state;
    private final Caller caller;
    private final MetaWebhooks webhooks;
    private final Wamids wamids = new Wamids();

    CustomerRoute(Clock clock, MetaState state, Caller caller, MetaWebhooks webhooks) {
        this.clock = clock;
        this.state = state;
        this.caller = caller;
        this.webhooks = webhooks;
    }

    void mount(Router router) {
        router.post("/_sim/meta/send").handler(Control.later(call -> send(Control.object(call))));
    }

    /**
     * {@code POST /_sim/meta/send}: status, ms and the message's id.
     *
     * @throws IllegalArgumentException naming what is wrong with the order
     */
    private Future<ObjectNode> send(ObjectNode order) {
        Caller.refuseUnknown(order, KEYS);
        var number = caller.number(order);
        var person = caller.person(order);
        var message = message(order, person);
        note(number, person, message);
        if (!order.path("webhook").asBoolean(true)) {
            return Future.succeededFuture(
                    Json.object().put("wamid", message.path("id").asText()));
        }
        return webhooks.message(number, new Element(person, message)).map(attempted -> report(message, attempted));
    }

    /** A reaction opens no window: nobody has confirmed that it does. */
    private void note(String number, Person person, ObjectNode message) {
        var type = message.path("type").asText();
        state.numbers().inbound(number);
        state.arrivals()
                .inbound(
                        state.now().us(),
                        new Came(
                                number,
                                person.userId(),
                                type,
                                message.path("id").asText()));
        if (type.equals("reaction")) return;
        state.audience().heard(number, person, message.path("timestamp").asLong() * 1_000);
    }

    private ObjectNode message(ObjectNode order, Person person) {
        var type = order.path("type").asText("text");
        var message = Json.object();
        if (!person.waId().isEmpty()) message.put("from", person.waId());
        message.put("from_user_id", person.userId());
        message.put("id", order.path("id").asText(wamids.next(person)));
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
        return Caller.report(attempted).put("wamid", message.path("id").asText());
    }
}
