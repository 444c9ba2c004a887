package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.meta.MetaWire.Element;
import dev.spillway.sandbox.stage.Control;
import dev.spillway.sandbox.stage.Person;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.util.Set;

/** What people do besides writing: they call, they want marketing or none; and what Meta alone knows of them. */
final class PersonControls {
    private static final Set<String> PREFERENCE_KEYS =
            Set.of("from", "userId", "name", "number", "value", "timestamp", "webhook");
    private static final Set<String> CALL_KEYS = Set.of("from", "userId", "name", "number", "timestamp", "webhook");
    private static final Set<String> VALUES = Set.of("stop", "resume", "signup");

    private final MetaState state;
    private final Caller caller;
    private final MetaWebhooks webhooks;
    private long calls;

    PersonControls(MetaState state, Caller caller, MetaWebhooks webhooks) {
        this.state = state;
        this.caller = caller;
        this.webhooks = webhooks;
    }

    void mount(Router router) {
        router.put("/_sim/meta/people/:person")
                .handler(Control.on(call -> state.audience()
                        .recipients()
                        .put(caller.userId(call.parameter("person")), Control.object(call))));
        router.post("/_sim/meta/preference").handler(Control.later(call -> prefer(Control.object(call))));
        router.post("/_sim/meta/call").handler(Control.later(call -> call(Control.object(call))));
    }

    /**
     * Somebody turns marketing off ({@code stop}) or on ({@code resume}, {@code signup}) in the app.
     *
     * @throws IllegalArgumentException naming what is wrong with the order
     */
    private Future<ObjectNode> prefer(ObjectNode order) {
        Caller.refuseUnknown(order, PREFERENCE_KEYS);
        var value = order.path("value").asText("stop");
        if (!VALUES.contains(value)) throw new IllegalArgumentException("value must be one of " + VALUES);
        var person = caller.person(order);
        state.audience().recipients().optOut(person.userId(), value.equals("stop"));
        var body = PersonEvents.preference(person, value, seconds(order));
        if (isSilent(order)) return Future.succeededFuture(body);
        return webhooks.preference(caller.number(order), new Element(person, body))
                .map(Caller::report);
    }

    /** Somebody calls a business number: it opens the window. */
    private Future<ObjectNode> call(ObjectNode order) {
        Caller.refuseUnknown(order, CALL_KEYS);
        var number = caller.number(order);
        Person person = caller.person(order);
        state.audience().heard(number, person, seconds(order) * 1_000);
        var body = PersonEvents.call(person, state.numbers().shown(number), seconds(order), ++calls);
        if (isSilent(order)) return Future.succeededFuture(body);
        return webhooks.call(number, new Element(person, body)).map(Caller::report);
    }

    private long seconds(ObjectNode order) {
        return order.path("timestamp").asLong(state.now().ms() / 1_000);
    }

    private static boolean isSilent(ObjectNode order) {
        return !order.path("webhook").asBoolean(true);
    }
}
