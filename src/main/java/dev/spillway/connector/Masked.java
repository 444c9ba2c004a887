package dev.spillway.connector;

import java.util.regex.Pattern;

/** A backend's own words, fit for people who must not see whom they are about. */
final class Masked {
    private static final int LENGTH_MAX = 160;
    private static final Pattern MAIL = Pattern.compile("\\S{1,64}@\\S{1,255}");
    private static final Pattern NUMBER = Pattern.compile("\\+?\\d(?:[ ().-]{0,2}\\d){4,}");
    private static final Pattern CODE = Pattern.compile("[\\w.:/-]{1,64}");

    private Masked() {}

    static String reason(String text) {
        var head = text.substring(0, Math.min(text.length(), LENGTH_MAX)).replaceAll("\\p{Cntrl}", " ");
        return NUMBER.matcher(MAIL.matcher(head).replaceAll("***")).replaceAll("***");
    }

    /** Empty if it does not look like a code. */
    static String code(String text) {
        return CODE.matcher(text).matches() ? text : "";
    }
}
