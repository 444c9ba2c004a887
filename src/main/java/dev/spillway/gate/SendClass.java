package dev.spillway.gate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a message is to the person who gets it. Also the categories that people consent to and opt out of. */
public enum SendClass {
    /** A code they need just now. */
    AUTHENTICATION,
    /** The answer to something they wrote. */
    REPLY,
    /** Something about what they bought or asked for. */
    NOTICE,
    /** Something they should not forget. */
    REMINDER,
    /** Something the business wants. */
    MARKETING;

    /** The form in inputs, files, stores and metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The class that a word names; empty if none. */
    public static Optional<SendClass> of(String word) {
        return Arrays.stream(values()).filter(it -> it.word().equals(word)).findFirst();
    }
}
