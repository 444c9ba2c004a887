package dev.spillway.flow;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Who wrote, where, and how to answer. What is unknown is empty: since user names came, a person may have no phone.
 *
 * @param channel the business number they wrote to
 * @param phone as received, to be used for sending as it is
 * @param userId business-scoped user id
 * @param name as they call themselves
 * @param messageId the message, to be quoted
 * @param at when, never in the future
 * @param isGroup whether they wrote into a group: a group is never answered automatically
 */
record Asker(String channel, String phone, String userId, String name, String messageId, Instant at, boolean isGroup) {
    private static final Pattern PHONE = Pattern.compile("\\+?\\d{6,15}");

    /** From a message and the contact that came with it. */
    static Asker of(String channel, Map<String, Object> message, Map<String, Object> person, Instant at) {
        var from = first(Fields.text(message, "from"), Fields.text(person, "wa_id"));
        var isPhone = PHONE.matcher(from).matches();
        var userId = first(Fields.text(message, "from_user_id"), Fields.text(person, "user_id"));
        return new Asker(
                channel,
                isPhone ? from : "",
                isPhone ? userId : first(userId, from),
                Fields.text(Fields.object(person, "profile"), "name"),
                Fields.text(message, "id"),
                at,
                message.containsKey("group_id"));
    }

    /** As it travels with a look-up that outlives its flow. */
    Map<String, Object> map() {
        return Map.of(
                "channel",
                channel,
                "phone",
                phone,
                "userId",
                userId,
                "name",
                name,
                "messageId",
                messageId,
                "at",
                at.toString());
    }

    /** Reads {@link #map()}. */
    static Asker from(Map<String, Object> map, Instant otherwise) {
        return new Asker(
                Fields.text(map, "channel"),
                Fields.text(map, "phone"),
                Fields.text(map, "userId"),
                Fields.text(map, "name"),
                Fields.text(map, "messageId"),
                instant(Fields.text(map, "at"), otherwise),
                false);
    }

    private static Instant instant(String text, Instant otherwise) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return otherwise;
        }
    }

    boolean hasAddress() {
        return !phone.isEmpty() || !userId.isEmpty();
    }

    private static String first(String one, String other) {
        return one.isEmpty() ? other : one;
    }

    @Override
    public String toString() {
        return "Asker[***]";
    }
}
