package dev.spillway.api;

import dev.spillway.event.Payload;
import dev.spillway.gate.SendClass;
import dev.spillway.json.Json;
import dev.spillway.json.PostedObject;
import dev.spillway.lane.Priority;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A message as a business system wants it sent:
 *
 * <pre>
 * clientRef   the caller's own name for what this is about; with the same recipient and content it makes a repeat
 * to, userId  whom it is for: a phone with its country code, or a business-scoped user id; exactly one of them
 * sender      the number it goes from; left out: the branch's own, else the tenant's, else everybody's
 * tenant      whose message it is; left out: the sender's
 * branch      of the tenant; left out: nobody says
 * class       authentication, reply, notice, reminder, marketing; left out: notice
 * priority    authentication, interactive, urgent, normal, bulk; left out: what suits the class
 * locale      what the recipient is spoken to in, BCP 47; left out: nobody knows
 * operation   what is sent, e.g. sendText; see docs/sending.md
 * input       of the operation, without recipient and class
 * </pre>
 *
 * @param from who is to send it
 * @param locale empty if nobody knows
 */
record Posted(
        String clientRef,
        Recipient recipient,
        Senders.Wish from,
        SendClass sendClass,
        Priority priority,
        String locale,
        String operation,
        Map<String, Object> input) {
    private static final Set<String> FIELDS = Set.of(
            "clientRef",
            "to",
            "userId",
            "sender",
            "tenant",
            "branch",
            "class",
            "priority",
            "locale",
            "operation",
            "input");
    private static final List<String> NOT_IN_INPUT = List.of("to", "userId", "class", "tenant");
    private static final String EXAMPLE = "{\"clientRef\": \"order-77120\", \"to\": \"+52…\", \"operation\":"
            + " \"sendText\", \"input\": {\"text\": \"…\"}}";

    Posted {
        input = Collections.unmodifiableMap(new LinkedHashMap<>(input)); // JSON: may hold nulls
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException naming the field and the cure
     */
    static Posted read(Payload body) {
        var posted = PostedObject.read(body, FIELDS, EXAMPLE);
        var sendClass = sendClass(posted.text("class"));
        return new Posted(
                posted.needed("clientRef", "say what this message is about, e.g. order-77120-shipped"),
                recipient(posted.text("to"), posted.text("userId")),
                new Senders.Wish(posted.text("sender"), posted.text("tenant"), posted.text("branch")),
                sendClass,
                priority(posted.text("priority"), sendClass),
                locale(posted.text("locale")),
                posted.needed("operation", "say what is to be sent, e.g. sendText"),
                input(posted.value("input")));
    }

    /** What its operation is asked with, for a tenant; empty if there is but one. */
    Map<String, Object> asked(String tenant) {
        var all = new LinkedHashMap<>(input);
        all.put(recipient.field(), recipient.value());
        all.put("class", sendClass.word());
        if (!tenant.isEmpty()) all.put("tenant", tenant);
        return all;
    }

    private static Recipient recipient(String to, String userId) {
        if (to.isEmpty() == userId.isEmpty()) {
            throw new IllegalArgumentException("give exactly one of to, userId: say whom it is for");
        }
        return to.isEmpty() ? user(userId) : phone(to);
    }

    private static Recipient phone(String to) {
        var digits = to.replaceAll("[() .-]", "");
        if (!digits.matches("\\+?\\d{6,15}")) {
            throw new IllegalArgumentException("to must be a number with its country code, e.g. +5215550104321");
        }
        return Recipient.ofPhone(digits);
    }

    private static Recipient user(String userId) {
        if (!userId.matches("[A-Z]{2}\\.[A-Za-z0-9.]{1,140}")) {
            throw new IllegalArgumentException(
                    "userId must be a business-scoped user id, e.g. MX.48291037465512093847");
        }
        return Recipient.ofUser(userId);
    }

    private static SendClass sendClass(String word) {
        if (word.isEmpty()) return SendClass.NOTICE;
        var words = Arrays.stream(SendClass.values()).map(SendClass::word).collect(Collectors.joining(", "));
        return SendClass.of(word).orElseThrow(() -> new IllegalArgumentException("class must be one of " + words));
    }

    private static Priority priority(String word, SendClass sendClass) {
        if (word.isEmpty()) return suiting(sendClass);
        return Arrays.stream(Priority.values())
                .filter(priority -> word(priority).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("priority must be one of "
                        + Arrays.stream(Priority.values()).map(Posted::word).collect(Collectors.joining(", "))));
    }

    private static String word(Priority priority) {
        return priority.name().toLowerCase(Locale.ROOT);
    }

    private static Priority suiting(SendClass sendClass) {
        return switch (sendClass) {
            case AUTHENTICATION -> Priority.AUTHENTICATION;
            case REPLY -> Priority.INTERACTIVE;
            case NOTICE, REMINDER -> Priority.NORMAL;
            case MARKETING -> Priority.BULK;
        };
    }

    private static String locale(String locale) {
        if (!locale.isEmpty() && !locale.matches("[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\\d{3}))?")) {
            throw new IllegalArgumentException("locale must be a language tag such as es-MX");
        }
        return locale;
    }

    private static Map<String, Object> input(@Nullable Object value) {
        if (value == null) return Map.of();
        if (!(value instanceof Map<?, ?>)) throw new IllegalArgumentException("input must be an object");
        var input = Json.asObject(value);
        for (var field : NOT_IN_INPUT) {
            if (input.containsKey(field)) {
                throw new IllegalArgumentException("input." + field + " must stand beside input, as " + field);
            }
        }
        return input;
    }

    @Override
    public String toString() {
        return "Posted[" + operation + ", " + sendClass + "]";
    }
}
