package dev.spillway.outbound;

import java.util.Locale;

/** What a person wants of a breaker. */
public enum Forced {
    /** Nothing goes out, whatever the destination does. */
    OPEN,
    /** Everything goes out, whatever the destination does. */
    CLOSE,
    /** It decides for itself. */
    AUTO;

    /** The form in requests and answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads that form.
     *
     * @throws IllegalArgumentException with words for people if it is none
     */
    public static Forced of(String word) {
        for (var each : values()) {
            if (each.word().equals(word)) return each;
        }
        throw new IllegalArgumentException("state must be open, close or auto");
    }
}
