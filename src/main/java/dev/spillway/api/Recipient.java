package dev.spillway.api;

import dev.spillway.event.ContactKey;
import dev.spillway.event.Payload;
import dev.spillway.json.Json;
import java.util.Map;

/**
 * Whom a message is for.
 *
 * @param field where it stands in an operation's input: {@code to} for a phone, {@code userId} for a user id
 * @param value a phone with or without a plus sign and otherwise digits only, or a user id
 */
record Recipient(String field, String value) {
    private static final String TO = "to";

    static Recipient ofPhone(String digits) {
        return new Recipient(TO, digits);
    }

    static Recipient ofUser(String userId) {
        return new Recipient("userId", userId);
    }

    ContactKey contact() {
        return isPhone() ? ContactKey.ofPhone(value) : ContactKey.ofUser(value);
    }

    /** As events carry people. */
    Payload person() {
        return Json.write(Map.of(isPhone() ? "wa_id" : "user_id", value));
    }

    private boolean isPhone() {
        return field.equals(TO);
    }

    @Override
    public String toString() {
        return "Recipient[" + field + "=***]";
    }
}
