package dev.spillway.whatsapp.message;

import java.util.regex.Pattern;

/**
 * Whom a message is for.
 *
 * @param key where it stands in the body: {@code to} for a phone, {@code recipient} for a user id
 */
record Recipient(String key, String value) {
    private static final int LENGTH_MAX = 160;
    private static final Pattern PHONE = Pattern.compile("\\+?\\d{6,15}");
    private static final Pattern USER_ID = Pattern.compile("[A-Z]{2}\\.[A-Za-z0-9.]{1,150}");

    /** A phone goes first, as Meta would have it; some senders of webhooks put a user id where the phone belongs. */
    static Recipient read(Fields input) {
        var to = input.optionalText("to", LENGTH_MAX).orElse("");
        if (PHONE.matcher(to).matches()) return new Recipient("to", to.startsWith("+") ? to : "+" + to);
        if (USER_ID.matcher(to).matches()) return new Recipient("recipient", to);
        if (!to.isEmpty()) throw input.wrong("to", "must be a phone number of 6..15 digits");
        if (!input.has("userId")) throw new LimitException("to and userId are both missing");
        return new Recipient("recipient", input.matching("userId", LENGTH_MAX, USER_ID, "a user id such as MX.123"));
    }

    boolean isPhone() {
        return "to".equals(key);
    }

    @Override
    public String toString() {
        return key;
    }
}
