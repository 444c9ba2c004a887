package dev.spillway.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.stage.Answer;
import dev.spillway.sandbox.stage.Call;
import dev.spillway.sandbox.stage.Control;
import dev.spillway.sandbox.stage.Json;
import dev.spillway.sandbox.stage.Stage;
import io.vertx.ext.web.Router;
import java.util.Set;

/** An ERP with orders and stock. */
final class ErpSimulator {
    private static final Set<String> STATUSES =
            Set.of("new", "paid", "picking", "in_transit", "done", "cancelled", "returned");

    private final String token;
    private final Orders orders;

    ErpSimulator(String token, Orders orders) {
        this.token = token;
        this.orders = orders;
    }

    void mount(Router router, Stage stage) {
        router.get("/erp/orders/:number").handler(context -> stage.handle(context, this::order));
        router.get("/erp/stock/:sku").handler(context -> stage.handle(context, this::stock));
        router.put("/_sim/erp/orders/:number")
                .handler(Control.on(call -> put(call.parameter("number"), Control.object(call))));
    }

    /** {@code GET /erp/orders/{number}}. */
    private Answer order(Call call) {
        if (!call.bearer().equals(token)) return Answer.error(401, "unauthorized");
        return orders.find(call.parameter("number"))
                .map(order -> Answer.of(200, order))
                .orElseGet(() -> Answer.error(404, "not_found"));
    }

    /** {@code GET /erp/stock/{sku}}: a number that follows from the sku; skus that start with NONE- are unknown. */
    private Answer stock(Call call) {
        if (!call.bearer().equals(token)) return Answer.error(401, "unauthorized");
        var sku = call.parameter("sku");
        if (sku.startsWith("NONE-")) return Answer.error(404, "not_found");
        var stock = Json.object().put("sku", sku).put("available", Math.floorMod(sku.hashCode(), 50));
        return Answer.of(200, stock.put("asOf", call.at().toString()));
    }

    /**
     * {@code PUT /_sim/erp/orders/{number}}: the order is answered as given, but for its number.
     *
     * @throws IllegalArgumentException if the status is unknown
     */
    private ObjectNode put(String number, ObjectNode order) {
        var status = order.path("status").asText();
        if (!STATUSES.contains(status)) {
            throw new IllegalArgumentException("status must be one of " + STATUSES + ", was " + status);
        }
        return orders.put(number, order);
    }
}
