package dev.spillway.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.stage.BoundedMap;
import dev.spillway.sandbox.stage.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ERP's orders: some samples (orders.json beside this class), those put by a test (the oldest forgotten above {@value
 * #PUT_MAX}), and for load tests 900000 to 999999, which exist without being made: order n belongs to +52 1 55 55 n (13
 * digits; 900123 belongs to +5215555900123), and its status is the n mod 7th of {@link #STATUSES}.
 */
final class Orders {
    static final int PUT_MAX = 10_000;

    /** The statuses of generated orders with their texts. */
    static final List<String> STATUSES =
            List.of("new", "paid", "picking", "in_transit", "done", "cancelled", "returned");

    private static final List<String> TEXTS =
            List.of("Recibido", "Pagado", "En preparación", "En camino", "Entregado", "Cancelado", "Devuelto");

    private final Map<String, ObjectNode> orders = new BoundedMap<>(PUT_MAX);

    Orders() {
        samples().forEach(order -> put(order.path("number").asText(), order));
    }

    Optional<ObjectNode> find(String number) {
        var order = orders.get(number);
        if (order != null) return Optional.of(order);
        return number.matches("9\\d{5}") ? Optional.of(generate(number)) : Optional.empty();
    }

    ObjectNode put(String number, ObjectNode order) {
        var kept = order.deepCopy().put("number", number);
        orders.put(number, kept);
        return kept;
    }

    private static ObjectNode generate(String number) {
        var kind = Integer.parseInt(number) % STATUSES.size();
        var order = Json.object().put("number", number);
        order.put("status", STATUSES.get(kind)).put("statusText", TEXTS.get(kind));
        order.put("total", number.substring(2) + ".00").put("currency", "MXN").put("placedAt", "2026-11-18T10:00:00Z");
        order.putArray("lines")
                .addObject()
                .put("sku", "SKU-" + number)
                .put("name", "Playera")
                .put("quantity", 1);
        order.putArray("tracking");
        order.putObject("owner").put("phone", "+5215555" + number).put("name", "Cliente " + number);
        return order;
    }

    private static List<ObjectNode> samples() {
        try (var file = Orders.class.getResourceAsStream("orders.json")) {
            return List.of(Json.MAPPER.readValue(file, ObjectNode[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
