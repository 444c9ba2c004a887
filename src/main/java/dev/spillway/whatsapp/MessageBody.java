package dev.spillway.whatsapp;

import dev.spillway.connector.Operation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Request bodies of the Cloud API; throws {@link LimitException} for what Meta would refuse. */
final class MessageBody {
    static final int TEXT_MAX = 4096;
    static final int CALLBACK_MAX = 512;
    private static final int ADDRESS_MAX = 160;
    private static final int MESSAGE_ID_MAX = 512;
    private static final int TEMPLATE_NAME_MAX = 512;
    private static final int LANGUAGE_MAX = 15;
    /** One header, one body, one footer-less button each: ten buttons are the most a template may have. */
    private static final int COMPONENTS_MAX = 12;

    private static final Pattern PHONE = Pattern.compile("\\+?\\d{6,15}");
    private static final Pattern USER_ID = Pattern.compile("[A-Z]{2}\\.[A-Za-z0-9.]{1,150}");
    private static final Pattern TEMPLATE_NAME = Pattern.compile("[a-z0-9_]+");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(_[A-Z]{2,3})?");

    private MessageBody() {}

    /** A text message. */
    static Map<String, Object> text(Operation operation) {
        var fields = new Fields(operation.input());
        var text = new LinkedHashMap<String, Object>();
        text.put("body", fields.text("text", TEXT_MAX));
        if (fields.flag("previewUrl")) text.put("preview_url", true);
        var body = envelope(operation, fields);
        fields.optionalText("replyTo", MESSAGE_ID_MAX).ifPresent(id -> body.put("context", Map.of("message_id", id)));
        body.put("type", "text");
        body.put("text", text);
        return body;
    }

    /** A template message. */
    static Map<String, Object> template(Operation operation) {
        var fields = new Fields(operation.input());
        var template = new LinkedHashMap<String, Object>();
        template.put("name", matching(fields.text("name", TEMPLATE_NAME_MAX), TEMPLATE_NAME, "name", "a-z 0-9 _"));
        var language = matching(fields.text("language", LANGUAGE_MAX), LANGUAGE, "language", "a code such as es_MX");
        template.put("language", Map.of("code", language));
        var components = fields.objects("components", COMPONENTS_MAX);
        if (!components.isEmpty()) template.put("components", components);
        var body = envelope(operation, fields);
        body.put("type", "template");
        body.put("template", template);
        return body;
    }

    private static Map<String, Object> envelope(Operation operation, Fields fields) {
        var body = new LinkedHashMap<String, Object>();
        body.put("messaging_product", "whatsapp");
        body.put("recipient_type", "individual");
        address(body, fields);
        var callback = operation.context().callbackData();
        if (callback.length() > CALLBACK_MAX) {
            throw new LimitException("biz_opaque_callback_data has " + callback.length() + " characters, at most "
                    + CALLBACK_MAX + " are allowed");
        }
        if (!callback.isEmpty()) body.put("biz_opaque_callback_data", callback);
        return body;
    }

    /** A phone goes first, as Meta would have it; some senders of webhooks put a user id where the phone belongs. */
    private static void address(Map<String, Object> body, Fields fields) {
        var to = fields.optionalText("to", ADDRESS_MAX).orElse("");
        var userId = fields.optionalText("userId", ADDRESS_MAX).orElse("");
        if (PHONE.matcher(to).matches()) {
            body.put("to", to.startsWith("+") ? to : "+" + to);
        } else if (USER_ID.matcher(to).matches()) {
            body.put("recipient", to);
        } else if (!to.isEmpty()) {
            throw new LimitException("to must be a phone number of 6..15 digits");
        } else {
            body.put("recipient", userId(userId));
        }
    }

    private static String userId(String userId) {
        if (userId.isEmpty()) throw new LimitException("to and userId are both missing");
        return matching(userId, USER_ID, "userId", "a user id such as MX.123");
    }

    private static String matching(String text, Pattern form, String field, String rule) {
        if (form.matcher(text).matches()) return text;
        throw new LimitException(field + " must be " + rule);
    }
}
