package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** What the Cloud API demands of orders that are paid for in Brazil. Amounts are in hundredths. */
final class OrderRules {
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9_.\\-]{1,60}");
    private static final int OFFSET = 100;

    private OrderRules() {}

    static void details(Part action) {
        action.child("name").oneOf("review_and_pay");
        var parameters = action.child("parameters").required();
        parameters.child("reference_id").matches(REFERENCE);
        parameters.child("type").oneOf("digital-goods", "physical-goods");
        parameters.child("payment_type").oneOf("br");
        parameters.child("currency").oneOf("BRL");
        parameters
                .child("payment_settings")
                .ifGiven(given -> given.count(1, 10).each().forEach(OrderRules::payment));
        amount(parameters.child("total_amount").required());
        order(parameters.child("order").required());
        total(parameters);
    }

    private static void payment(Part payment) {
        var type = payment.child("type")
                .oneOf("pix_dynamic_code", "payment_link", "boleto", "offsite_card_pay")
                .text();
        payment.child(type).required();
    }

    private static void order(Part order) {
        order.child("status").oneOf("pending");
        order.child("items").count(1, 999).each().forEach(OrderRules::item);
        amount(order.child("subtotal").required());
        amount(order.child("tax").required());
        order.child("shipping").ifGiven(OrderRules::amount);
        order.child("discount").ifGiven(OrderRules::amount);
        var items = order.child("items").each().mapToLong(OrderRules::price).sum();
        order.child("subtotal")
                .demand(
                        items == value(order.node().path("subtotal")),
                        order.invalid("subtotal must be the sum of its items, " + items));
    }

    private static void item(Part item) {
        item.child("retailer_id").text(100);
        item.child("name").text(60);
        item.child("quantity").number(1, 1_000_000);
        amount(item.child("amount").required());
        item.child("sale_amount").ifGiven(OrderRules::amount);
    }

    private static long price(Part item) {
        var each = item.has("sale_amount")
                ? item.node().path("sale_amount")
                : item.node().path("amount");
        return value(each) * item.node().path("quantity").asLong();
    }

    private static void amount(Part amount) {
        amount.demand(
                amount.node().path("value").isIntegralNumber() && value(amount.node()) >= 0,
                amount.invalid("value must be a whole number"));
        amount.demand(amount.node().path("offset").asInt() == OFFSET, amount.invalid("offset must be " + OFFSET));
    }

    private static void total(Part parameters) {
        var order = parameters.node().path("order");
        var sum = value(order.path("subtotal"))
                + value(order.path("tax"))
                + value(order.path("shipping"))
                - value(order.path("discount"));
        var total = parameters.child("total_amount");
        total.demand(
                value(total.node()) == sum,
                total.invalid("must be subtotal + tax + shipping - discount, that is, " + sum));
    }

    private static long value(JsonNode amount) {
        return amount.path("value").asLong();
    }

    static void status(Part action) {
        action.child("name").oneOf("review_order");
        var parameters = action.child("parameters").required();
        parameters.child("reference_id").matches(REFERENCE);
        var order = parameters.child("order").required();
        order.child("status").oneOf("pending", "processing", "partially-shipped", "shipped", "completed", "canceled");
        parameters.child("payment").ifGiven(payment -> payment.child("status").required());
    }
}
