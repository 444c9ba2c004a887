package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.stage.Call;
import dev.spillway.sandbox.stage.Control;
import dev.spillway.sandbox.stage.Json;
import dev.spillway.sandbox.stage.Stage;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** The simulated Meta's own doors, below {@code /_sim/meta}: what came, what broke a limit, what was told, begin anew. */
final class MetaControls {
    private static final int WEBHOOKS_DEFAULT = 1_000;

    private final MetaState state;
    private final Stage stage;
    private final WebhookLog webhooks;
    private final Violations violations;
    private final Received received;
    private final Pulse pulse;

    MetaControls(MetaState state, Stage stage, WebhookLog webhooks, Caller caller, Pulse pulse) {
        this.pulse = pulse;
        this.state = state;
        this.stage = stage;
        this.webhooks = webhooks;
        this.violations = new Violations(state.arrivals(), state.limits(), stage.behaviour());
        this.received = new Received(state.arrivals(), caller);
    }

    void mount(Router router) {
        router.get("/_sim/meta/violations").handler(Control.on(this::judge));
        router.get("/_sim/meta/summary").handler(Control.on(call -> received.summary()));
        router.get("/_sim/meta/received").handler(this::received);
        router.delete("/_sim/meta/received").handler(Control.on(this::forget));
        router.post("/_sim/meta/reset").handler(Control.on(this::reset));
        router.get("/_sim/meta/webhooks")
                .handler(Control.on(
                        call -> webhooks.report(call.number("limit", WEBHOOKS_DEFAULT, WebhookLog.ENTRIES_MAX))));
    }

    /** By row when {@code after} is given; else as every simulator tells it. */
    private void received(RoutingContext context) {
        if (context.queryParam("after").isEmpty()) {
            context.next();
        } else {
            Control.on(received::page).handle(context);
        }
    }

    private ObjectNode judge(Call call) {
        var question = Question.of(call);
        return violations.report(question).put("stoppedMsMax", pulse.stoppedMsMax(question.fromUs(), question.toUs()));
    }

    private ObjectNode forget(Call call) {
        pulse.reset();
        stage.log().clear();
        stage.arrivals().clear();
        state.arrivals().clear();
        return Json.object();
    }

    /** As if just started: no faults, documented limits, nothing known. Webhooks on their way still go. */
    private ObjectNode reset(Call call) {
        forget(call);
        stage.behaviour().reset();
        state.reset();
        return Json.object();
    }
}
