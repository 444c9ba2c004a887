package dev.spillway.whatsapp.message;

import java.util.Map;

/**
 * {@code markRead {messageId, typing?}}: shows the message, and all before it, as read.
 *
 * @param typing shows that somebody is writing, for 25 s or until the next message
 */
record ReadMark(String messageId, boolean typing) {
    static ReadMark read(Fields input) {
        return new ReadMark(input.text("messageId", MessageBody.MESSAGE_ID_MAX), input.flag("typing"));
    }

    Map<String, Object> json() {
        var json =
                Pairs.of("messaging_product", "whatsapp").and("status", "read").and("message_id", messageId);
        if (typing) json.and("typing_indicator", Map.of("type", "text"));
        return json.map();
    }
}
