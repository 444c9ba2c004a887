package dev.spillway.whatsapp.message;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code sendOrderDetails {text, header?, footer?, referenceId, goods, payments: [{type, …}], order: {items: [{id, name, amount, quantity,
 * saleAmount?}], tax?, shipping?, discount?, catalogId?}}}: an order to be paid, Brazil. Amounts are centavos; the subtotal and the total
 * are computed.
 *
 * @param goods {@code physical-goods} or {@code digital-goods}
 */
record OrderDetailsMessage(
        Frame frame, String referenceId, String goods, List<Map<String, Object>> payments, OrderBill bill) {
    static final int REFERENCE_MAX = 60;
    static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9_.-]+");
    private static final Set<String> GOODS = Set.of("physical-goods", "digital-goods");
    private static final int PAYMENTS_MAX = 4;

    static Content read(Fields input) {
        return new OrderDetailsMessage(
                        Frame.read(input),
                        reference(input),
                        input.choice("goods", GOODS),
                        input.objects("payments", 1, PAYMENTS_MAX).stream()
                                .map(PaymentSetting::read)
                                .toList(),
                        OrderBill.read(input.object("order")))
                .content();
    }

    /** An order's own name, never given twice. */
    static String reference(Fields input) {
        return input.matching("referenceId", REFERENCE_MAX, REFERENCE, "of letters, digits, _ - .");
    }

    private Content content() {
        var parameters = Pairs.of("reference_id", referenceId)
                .and("type", goods)
                .and("payment_type", "br")
                .and("payment_settings", payments)
                .and("currency", "BRL")
                .and("total_amount", bill.total().json())
                .and("order", bill.json());
        return frame.with("order_details", Map.of("name", "review_and_pay", "parameters", parameters.map()));
    }
}
