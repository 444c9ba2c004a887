package dev.spillway.json;

import java.util.regex.Pattern;

/**
 * Foreign text, fit for people who must not see whom it is about and what opens doors: addresses, numbers of five digits and
 * more, and tokens become {@code ***}. Names cannot be told from other words: they stay.
 */
public final class Masking {
    /** Long enough for the patterns to see a whole word that a cut would leave a piece of. */
    private static final int MARGIN = 512;

    private static final Pattern SECRET = Pattern.compile(
            "(?i)((?:token|secret|passw(?:or)?d|api[_-]?key|signature|authorization)\"?\\s{0,3}[:=]\\s{0,3}\"?)[^\"&,;\\s}]{1,600}");
    private static final Pattern BEARER = Pattern.compile("(?i)\\b(bearer|basic)\\s{1,3}[\\w.~+/=-]{1,600}");
    private static final Pattern MAIL = Pattern.compile("[\\w.+%-]{1,64}@[\\w.-]{1,255}");
    private static final Pattern NUMBER = Pattern.compile("\\+?\\d(?:[ ().-]{0,2}\\d){4,}");
    /** What nobody writes by hand: 24 characters and more without a break, a digit among them. */
    private static final Pattern TOKEN =
            Pattern.compile("\\b(?=[\\w.~+/=-]{0,600}\\d)[\\w~+/=-][\\w.~+/=-]{22,600}[\\w~+/=-]");

    private Masking() {}

    /** Masked, on one line, at most so many characters. */
    public static String text(String text, int lengthMax) {
        var head = text.substring(0, Math.min(text.length(), lengthMax + MARGIN))
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        var masked = masked(head);
        return masked.length() <= lengthMax ? masked : masked.substring(0, lengthMax - 1) + "…";
    }

    private static String masked(String text) {
        var noSecret = BEARER.matcher(text).replaceAll("$1 ***");
        var noKey = SECRET.matcher(noSecret).replaceAll("$1***");
        var noMail = MAIL.matcher(noKey).replaceAll("***");
        var noToken = TOKEN.matcher(noMail).replaceAll("***");
        return NUMBER.matcher(noToken).replaceAll("***");
    }
}
