package dev.spillway.sandbox.meta;

import dev.spillway.sandbox.stage.Control;
import io.vertx.ext.web.Router;

/** The simulated Meta's own doors, below {@code /_sim/meta}. */
final class MetaControls {
    private static final int WEBHOOKS_DEFAULT = 1_000;

    private final CustomerRoute customer;
    private final WebhookLog webhooks;

    MetaControls(CustomerRoute customer, WebhookLog webhooks) {
        this.customer = customer;
        this.webhooks = webhooks;
    }

    void mount(Router router) {
        router.post("/_sim/meta/send").handler(Control.later(call -> customer.send(Control.object(call))));
        router.get("/_sim/meta/webhooks")
                .handler(Control.on(
                        call -> webhooks.report(call.number("limit", WEBHOOKS_DEFAULT, WebhookLog.ENTRIES_MAX))));
    }
}
