package dev.spillway.event;

/** The one spelling of bytes that we take: lower-case hex digits. */
public final class Hex {
    /** By character. Digits and letters mix at random, so a table is several times faster than asking for ranges. */
    private static final boolean[] IS_DIGIT = new boolean[128];

    static {
        for (var c : "0123456789abcdef".toCharArray()) IS_DIGIT[c] = true;
    }

    private Hex() {}

    /** Whether a text is exactly so many lower-case hex digits. */
    public static boolean isOf(int digits, String text) {
        if (text.length() != digits) return false;
        for (var i = 0; i < digits; i++) {
            var c = text.charAt(i);
            if (c >= IS_DIGIT.length || !IS_DIGIT[c]) return false;
        }
        return true;
    }
}
