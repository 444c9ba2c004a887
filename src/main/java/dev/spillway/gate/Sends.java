package dev.spillway.gate;

import dev.spillway.event.ContactKey;
import dev.spillway.event.Phone;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one business number, as its sender's operations and their inputs describe them. An input's {@code tenant} says for whom a
 * number sends that belongs to nobody in particular. Pure.
 *
 * @param sender the destination's name
 * @param channel the number's id
 * @param tenant whose number it is; empty if there is but one
 */
public record Sends(String sender, String channel, String tenant) {
    /** The operation that sends a template. */
    public static final String TEMPLATE = "sendTemplate";

    /** What reaches nobody: it shows that a message was read. */
    private static final String MARK = "markRead";

    /** What a template that stands in for a message takes over from it. */
    private static final List<String> KEPT = List.of("to", "userId", "class", "replyTo");

    /**
     * What a sender is asked to do.
     *
     * @param contact whose it is
     * @param askedAt when what led to it was accepted
     */
    public record Order(
            String operation, Map<String, Object> input, ContactKey contact, String locale, Instant askedAt) {
        /** Whether a message is to be sent: no mark, and no template of the house's that could not be put into the provider's words. */
        public boolean isMessage() {
            return !operation.equals(MARK) && !(operation.equals(TEMPLATE) && input.get("template") != null);
        }

        /** Whether it goes to somebody else than the person whose it is, as far as that can be told. */
        public boolean isForOther() {
            var to = text("to");
            if (!contact.isPerson()) return true;
            if (contact.isUser())
                return to.isEmpty()
                        && !contact.value()
                                .equals(ContactKey.ofUser(text("userId")).value());
            return !to.isEmpty() && !contact.value().substring(2).equals(Phone.canonical(to));
        }

        private String text(String key) {
            return Sends.text(input, key);
        }

        /** Without its input, which may be personal. */
        @Override
        public String toString() {
            return "Order[" + operation + " to " + contact + "]";
        }
    }

    /** What is to be judged. A class that nobody knows is taken for the one that may least. */
    public Send of(Order order) {
        return new Send(
                sender,
                channel,
                order.text("tenant").isEmpty() ? tenant : order.text("tenant"),
                sendClass(order.input.get("class")),
                template(order),
                order.text("to"),
                order.text("userId"),
                order.locale,
                order.askedAt);
    }

    private static SendClass sendClass(@Nullable Object word) {
        if (word == null) return SendClass.REPLY;
        return SendClass.of(String.valueOf(word)).orElse(SendClass.MARKETING);
    }

    private static @Nullable TemplateName template(Order order) {
        return template(order.operation, order.input);
    }

    /** What an operation sends, by the house's name where it is not yet in the provider's words; null if it is no template. */
    public static @Nullable TemplateName template(String operation, Map<String, Object> input) {
        if (!operation.equals(TEMPLATE)) return null;
        var name = text(input, input.get("template") == null ? "name" : "template");
        return new TemplateName(name, text(input, "language"));
    }

    private static String text(Map<String, Object> input, String key) {
        return input.get(key) instanceof String text ? text : "";
    }

    /** The input of the operation {@link #TEMPLATE} that goes in a message's place. */
    public static Map<String, Object> instead(Map<String, Object> input, GatesFile.Instead template) {
        var other = new HashMap<String, Object>();
        for (var key : KEPT) if (input.containsKey(key)) other.put(key, input.get(key));
        other.put("name", template.name());
        other.put("language", template.language());
        other.put("components", template.components());
        return other;
    }
}
