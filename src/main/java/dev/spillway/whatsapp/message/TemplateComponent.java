package dev.spillway.whatsapp.message;

import java.math.BigDecimal;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What fills a part of a template: {@code {type: header | body, parameters}} or {@code {type: button, sub_type, index, parameters}}.
 * Parameters of kinds that Meta has added since pass as they are.
 */
final class TemplateComponent {
    private static final Set<String> TYPES = Set.of("header", "body", "button", "carousel", "limited_time_offer");
    private static final int PARAMETERS_MAX = 100;
    private static final int TEXT_MAX = 1024;
    private static final int PAYLOAD_MAX = 256;
    private static final int COUPON_MAX = 20;
    private static final int BUTTON_INDEX_MAX = 9;
    private static final int WORD_MAX = 64;
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final BigDecimal AMOUNT_MAX = BigDecimal.valueOf(Long.MAX_VALUE);

    private TemplateComponent() {}

    static void check(Fields component) {
        if ("button".equals(component.choice("type", TYPES))) {
            component.text("sub_type", WORD_MAX);
            component.whole("index", 0, BUTTON_INDEX_MAX);
        }
        component.objects("parameters", 0, PARAMETERS_MAX).forEach(TemplateComponent::parameter);
    }

    private static void parameter(Fields parameter) {
        parameter.optionalText("parameter_name", WORD_MAX);
        switch (parameter.text("type", WORD_MAX)) {
            case "text" -> parameter.text("text", TEXT_MAX);
            case "payload" -> parameter.text("payload", PAYLOAD_MAX);
            case "coupon_code" -> parameter.text("coupon_code", COUPON_MAX);
            case "currency" -> currency(parameter.object("currency"));
            case "date_time" -> parameter.object("date_time").text("fallback_value", TEXT_MAX);
            case "image" -> MediaReference.read(parameter.object("image"));
            case "video" -> MediaReference.read(parameter.object("video"));
            case "document" -> MediaReference.read(parameter.object("document"));
            default -> {
                // Of a kind we do not know: Meta will tell.
            }
        }
    }

    private static void currency(Fields currency) {
        currency.text("fallback_value", TEXT_MAX);
        currency.matching("code", WORD_MAX, CURRENCY, "a currency such as MXN");
        currency.number("amount_1000", AMOUNT_MAX.negate(), AMOUNT_MAX);
    }
}
