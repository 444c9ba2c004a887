package dev.spillway.whatsapp.message;

import dev.spillway.connector.Operation;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Request bodies of the Cloud API, by operation. */
public final class MessageBody {
    private static final String MARK_READ = "markRead";
    private static final int CALLBACK_MAX = 512;
    static final int MESSAGE_ID_MAX = 512;

    private static final Map<String, Function<Fields, Content>> KINDS = new TreeMap<>(Map.ofEntries(
            Map.entry("sendText", TextMessage::read),
            Map.entry("sendTemplate", TemplateMessage::read),
            Map.entry("sendMedia", MediaMessage::read),
            Map.entry("sendLocation", LocationMessage::read),
            Map.entry("sendContacts", ContactsMessage::read),
            Map.entry("sendReaction", ReactionMessage::read),
            Map.entry("sendButtons", ButtonsMessage::read),
            Map.entry("sendList", ListMessage::read),
            Map.entry("sendLink", LinkMessage::read),
            Map.entry("sendFlow", FlowMessage::read),
            Map.entry("sendProduct", ProductMessage::read),
            Map.entry("sendProducts", ProductsMessage::read),
            Map.entry("sendCatalog", CatalogMessage::read),
            Map.entry("sendOrderDetails", OrderDetailsMessage::read),
            Map.entry("sendOrderStatus", OrderStatusMessage::read),
            Map.entry("requestLocation", RequestMessage::location),
            Map.entry("requestContactInfo", RequestMessage::contactInfo)));

    private MessageBody() {}

    /** The operations that send a message. */
    public static Set<String> messages() {
        return KINDS.keySet();
    }

    /** The operations that {@link #of} knows. */
    public static Set<String> operations() {
        var all = new TreeSet<>(KINDS.keySet());
        all.add(MARK_READ);
        return all;
    }

    /** Whether it is a message, and not a mark. */
    public static boolean isMessage(String operation) {
        return KINDS.containsKey(operation);
    }

    /** The body; throws {@link LimitException} for what Meta would refuse. */
    public static Map<String, Object> of(Operation operation) {
        var input = new Fields(operation.input());
        if (MARK_READ.equals(operation.name())) return ReadMark.read(input).json();
        var kind = KINDS.get(operation.name());
        if (kind == null) throw new LimitException("operation must be one of " + operations());
        return message(operation, input, kind.apply(input));
    }

    private static Map<String, Object> message(Operation operation, Fields input, Content content) {
        var recipient = Recipient.read(input);
        var body = Pairs.of("messaging_product", "whatsapp")
                .and("recipient_type", "individual")
                .and(recipient.key(), recipient.value())
                .map();
        var callback = operation.context().callbackData();
        if (callback.length() > CALLBACK_MAX) {
            throw new LimitException("biz_opaque_callback_data has " + callback.length() + " characters, at most "
                    + CALLBACK_MAX + " are allowed");
        }
        if (!callback.isEmpty()) body.put("biz_opaque_callback_data", callback);
        input.optionalText("replyTo", MESSAGE_ID_MAX).ifPresent(id -> body.put("context", Map.of("message_id", id)));
        body.put("type", content.type());
        body.put(content.type(), content.json());
        return body;
    }
}
