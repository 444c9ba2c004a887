package dev.spillway.vendors;

import graphql.schema.DataFetchingEnvironment;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was paid for orders and given back. A refund has to name a key; the same one within a day is the same refund. */
final class ShopifyPayments {
    private final Table orders;
    private final KeptKeys keys = new KeptKeys(Duration.ofHours(24));
    private Instant now = Instant.EPOCH;
    private int written;

    ShopifyPayments(Table orders) {
        this.orders = orders;
    }

    /** What is done from now on is done at that time. */
    void at(Instant at) {
        now = at;
    }

    /** How many writes there were. */
    int written() {
        return written;
    }

    /** The whole of what is owed; once. */
    Object markAsPaid(DataFetchingEnvironment asked) {
        Map<String, String> input = Objects.requireNonNull(asked.getArgument("input"));
        var id = String.valueOf(input.get("id"));
        var order = orders.byId(id).orElse(null);
        if (order == null) return ShopifyShop.refused("order", "id", "Order does not exist", null);
        var owed = amount(order, "totalOutstandingSet");
        if (owed.signum() == 0) {
            return ShopifyShop.refused("order", "id", "Order cannot be marked as paid.", null);
        }
        var sale = new JsonObject()
                .put("id", id.replace("Order", "OrderTransaction"))
                .put("kind", "SALE")
                .put("status", "SUCCESS")
                .put("gateway", "manual")
                .put("amountSet", ShopifyShop.money(owed.toPlainString()));
        var paid = new JsonObject()
                .put("displayFinancialStatus", "PAID")
                .put("totalOutstandingSet", ShopifyShop.money("0.00"))
                .put("netPaymentSet", ShopifyShop.money(owed.toPlainString()))
                .put("transactions", new JsonArray().add(sale));
        return done("order", id, paid, new JsonObject().put("displayFinancialStatus", "PAID"));
    }

    private static BigDecimal amount(JsonObject row, String set) {
        return new BigDecimal(row.getJsonObject(set).getJsonObject("shopMoney").getString("amount"));
    }

    Object refund(DataFetchingEnvironment asked) {
        Map<String, Object> input = Objects.requireNonNull(asked.getArgument("input"));
        var key = key(asked);
        if (key == null) return refused("The @idempotent directive is required");
        var before = keys.find(key, now);
        if (before != null && !before.body().equals(String.valueOf(input))) {
            return refused("The idempotency key was used with other parameters");
        }
        var id = String.valueOf(input.get("orderId"));
        var order = orders.byId(id).orElse(null);
        if (order == null) return refused("Order does not exist");
        if (before != null) return answer(order, before.id());
        var total = total(input);
        if (total.compareTo(amount(order, "netPaymentSet")) > 0) return refused("Refund amount is more than was paid");
        return refunded(id, order, input, total, key);
    }

    private static @Nullable String key(DataFetchingEnvironment asked) {
        var directive = asked.getQueryDirectives().getImmediateAppliedDirective("idempotent");
        return directive.isEmpty() ? null : directive.get(0).getArgument("key").getValue();
    }

    private static BigDecimal total(Map<String, Object> input) {
        return ((List<?>) input.getOrDefault("transactions", List.of()))
                .stream()
                        .map(one -> new BigDecimal(String.valueOf(((Map<?, ?>) one).get("amount"))))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private Object refunded(String id, JsonObject order, Map<String, Object> input, BigDecimal total, String key) {
        var refunds = order.getJsonArray("refunds").copy();
        var refund = new JsonObject()
                .put("id", id.replace("Order", "Refund") + "-" + (refunds.size() + 1))
                .put("note", input.get("note"))
                .put("totalRefundedSet", ShopifyShop.money(total.toPlainString()));
        var left = amount(order, "netPaymentSet").subtract(total);
        keys.keep(key, new KeptKeys.Kept(now, String.valueOf(input), refund.getString("id")));
        var row = new JsonObject()
                .put("refunds", refunds.add(refund))
                .put("netPaymentSet", ShopifyShop.money(left.toPlainString()));
        return done("refund", id, row, refund);
    }

    private static Object answer(JsonObject order, String refund) {
        return order.getJsonArray("refunds").stream()
                .map(JsonObject.class::cast)
                .filter(one -> refund.equals(one.getString("id")))
                .findFirst()
                .map(one -> (Object) ShopifyShop.payload("refund", ShopifyShop.plain(one)))
                .orElseThrow();
    }

    private static Object refused(String message) {
        return ShopifyShop.refused("refund", "orderId", message, null);
    }

    private Object done(String name, String order, JsonObject row, JsonObject said) {
        orders.put(order, row);
        written++;
        return ShopifyShop.payload(name, ShopifyShop.plain(said.copy().put("id", said.getString("id", order))));
    }
}
