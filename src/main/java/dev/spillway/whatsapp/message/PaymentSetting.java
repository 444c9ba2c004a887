package dev.spillway.whatsapp.message;

import java.util.Map;
import java.util.Set;

/** How an order can be paid. */
final class PaymentSetting {
    private static final Set<String> TYPES = Set.of("pix_dynamic_code", "payment_link", "boleto");
    private static final Set<String> KEY_TYPES = Set.of("CPF", "CNPJ", "EMAIL", "PHONE", "EVP");
    private static final int CODE_MAX = 1024;
    private static final int NAME_MAX = 256;

    private PaymentSetting() {}

    /** {@code {type: pix_dynamic_code, code, merchantName, key, keyType}, {type: payment_link, uri}} or {@code {type: boleto, line}}. */
    static Map<String, Object> read(Fields payment) {
        var type = payment.choice("type", TYPES);
        return Pairs.of("type", type).and(type, details(type, payment)).map();
    }

    private static Map<String, Object> details(String type, Fields payment) {
        return switch (type) {
            case "payment_link" -> Map.of("uri", payment.url("uri"));
            case "boleto" -> Map.of("digitable_line", payment.text("line", NAME_MAX));
            default ->
                Map.of(
                        "code", payment.text("code", CODE_MAX),
                        "merchant_name", payment.text("merchantName", NAME_MAX),
                        "key", payment.text("key", NAME_MAX),
                        "key_type", payment.choice("keyType", KEY_TYPES));
        };
    }
}
