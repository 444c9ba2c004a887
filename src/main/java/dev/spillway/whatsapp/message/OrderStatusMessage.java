package dev.spillway.whatsapp.message;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code sendOrderStatus {text, footer?, referenceId, status, note?, payment?: {status, timestamp}}}: how an order is that was sent by
 * {@code sendOrderDetails}.
 *
 * @param note why, shown with the status
 */
record OrderStatusMessage(
        Frame frame, String referenceId, String status, Optional<String> note, Optional<Map<String, Object>> payment) {
    private static final Set<String> STATUSES =
            Set.of("pending", "processing", "partially-shipped", "shipped", "completed", "canceled");
    private static final Set<String> PAYMENTS = Set.of("captured", "failed", "pending");
    private static final int NOTE_MAX = 120;
    /** 2100-01-01 in seconds: later is a time in milliseconds. */
    private static final long SECONDS_MAX = 4_102_444_800L;

    static Content read(Fields input) {
        return new OrderStatusMessage(
                        Frame.headless(input),
                        OrderDetailsMessage.reference(input),
                        input.choice("status", STATUSES),
                        input.optionalText("note", NOTE_MAX),
                        input.optionalObject("payment").map(OrderStatusMessage::payment))
                .content();
    }

    private static Map<String, Object> payment(Fields payment) {
        return Pairs.of("status", payment.choice("status", PAYMENTS))
                .and("timestamp", payment.whole("timestamp", 0, SECONDS_MAX))
                .map();
    }

    private Content content() {
        var order = Pairs.of("status", status).and("description", note).map();
        var parameters =
                Pairs.of("reference_id", referenceId).and("order", order).and("payment", payment);
        return frame.with("order_status", Map.of("name", "review_order", "parameters", parameters.map()));
    }
}
