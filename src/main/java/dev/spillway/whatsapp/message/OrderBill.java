package dev.spillway.whatsapp.message;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an order costs.
 *
 * @param catalogId where its items are from
 */
record OrderBill(List<Item> items, Money tax, Money shipping, Optional<Money> discount, Optional<String> catalogId) {
    private static final int ITEMS_MAX = 999;
    private static final int ID_MAX = 100;
    private static final int NAME_MAX = 60;

    /** One line; the sale amount is what is paid, if there is one. */
    record Item(String id, String name, Money amount, Optional<Money> saleAmount, long quantity) {
        long price() {
            return saleAmount.orElse(amount).value() * quantity;
        }

        Map<String, Object> json() {
            return Pairs.of("retailer_id", id)
                    .and("name", name)
                    .and("amount", amount.json())
                    .and("quantity", quantity)
                    .and("sale_amount", saleAmount.map(Money::json))
                    .map();
        }
    }

    static OrderBill read(Fields order) {
        var items = order.objects("items", 1, ITEMS_MAX).stream()
                .map(OrderBill::item)
                .toList();
        var discount = order.has("discount") ? Optional.of(Money.read(order, "discount")) : Optional.<Money>empty();
        var bill = new OrderBill(
                items,
                Money.orNothing(order, "tax"),
                Money.orNothing(order, "shipping"),
                discount,
                order.optionalText("catalogId", ID_MAX));
        if (bill.total().value() <= 0) throw order.wrong("discount", "leaves nothing to pay");
        return bill;
    }

    private static Item item(Fields item) {
        var sale = item.has("saleAmount") ? Optional.of(Money.read(item, "saleAmount")) : Optional.<Money>empty();
        return new Item(
                item.text("id", ID_MAX),
                item.text("name", NAME_MAX),
                Money.read(item, "amount"),
                sale,
                item.whole("quantity", 1, 999));
    }

    private Money subtotal() {
        return new Money(items.stream().mapToLong(Item::price).sum());
    }

    /** Subtotal, tax and shipping, less the discount. */
    Money total() {
        var less = discount.map(Money::value).orElse(0L);
        return new Money(subtotal().value() + tax.value() + shipping.value() - less);
    }

    Map<String, Object> json() {
        return Pairs.of("status", "pending")
                .and("catalog_id", catalogId)
                .and("items", items.stream().map(Item::json).toList())
                .and("subtotal", subtotal().json())
                .and("tax", tax.json())
                .and("shipping", shipping.json())
                .and("discount", discount.map(Money::json))
                .map();
    }
}
