package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.stage.Call;
import dev.spillway.sandbox.stage.Control;
import dev.spillway.sandbox.stage.Json;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;

/** What Meta does to business numbers: makes them faster, finds them better or worse. */
final class NumberControls {
    private static final double UPGRADED = 1_000;
    private static final int MAINTENANCE_MS = 60_000;

    private final Vertx vertx;
    private final BusinessNumbers numbers;
    private final MetaWebhooks webhooks;

    NumberControls(Vertx vertx, BusinessNumbers numbers, MetaWebhooks webhooks) {
        this.vertx = vertx;
        this.numbers = numbers;
        this.webhooks = webhooks;
    }

    void mount(Router router) {
        router.get("/_sim/meta/numbers/:id").handler(Control.on(call -> numbers.report(call.parameter("id"))));
        router.put("/_sim/meta/numbers/:id")
                .handler(Control.on(call -> numbers.put(call.parameter("id"), Control.object(call))));
        router.post("/_sim/meta/numbers/:id/upgrade").handler(Control.on(this::upgrade));
    }

    /** To {@code messagesPerSecond} (1000) after {@code maintenanceMs} (a minute) of 131057; then the webhook that says so. */
    private ObjectNode upgrade(Call call) {
        var id = call.parameter("id");
        var order = call.json().orElseGet(Json::object);
        numbers.upgrade(
                vertx,
                id,
                order.path("messagesPerSecond").asDouble(UPGRADED),
                order.path("maintenanceMs").asInt(MAINTENANCE_MS),
                () -> tell(id));
        return numbers.report(id);
    }

    private void tell(String id) {
        var value = Json.object().put("display_phone_number", numbers.shown(id)).put("event", "THROUGHPUT_UPGRADE");
        value.put("max_daily_conversations_per_business", "TIER_UNLIMITED");
        webhooks.account("phone_number_quality_update", value, id);
    }
}
