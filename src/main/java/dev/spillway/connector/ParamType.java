package dev.spillway.connector;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;

/** What a parameter must be. Expressions see whole numbers and truths as such, anything else as a text. */
enum ParamType {
    /** Any text. */
    STRING("a text"),
    /** A whole number. */
    INTEGER("a whole number, e.g. 400"),
    /** True or false. */
    BOOLEAN("true or false"),
    /** The address of something on the web. */
    URL("an address, e.g. https://erp.example.com/api"),
    /** A stretch of time. */
    DURATION("an ISO 8601 duration, e.g. PT30S"),
    /** One of some words. */
    ENUM("one of its values");

    private static final int DIGITS_MAX = 15;
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private final String words;

    ParamType(String words) {
        this.words = words;
    }

    /** What to write. */
    String cure(List<String> values) {
        return "write " + (this == ENUM ? "one of " + String.join(", ", values) : words);
    }

    /** @param values of an {@link #ENUM} */
    boolean fits(String text, List<String> values) {
        return switch (this) {
            case STRING -> true;
            case INTEGER -> text.matches("-?\\d{1," + DIGITS_MAX + "}");
            case BOOLEAN -> text.equals("true") || text.equals("false");
            case URL -> isAddress(text);
            case DURATION -> isDuration(text);
            case ENUM -> values.contains(text);
        };
    }

    private static boolean isAddress(String text) {
        try {
            var uri = new URI(text);
            return uri.getHost() != null && SCHEMES.contains(String.valueOf(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isDuration(String text) {
        try {
            return !Duration.parse(text).isNegative();
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** As expressions see it; of what does not fit, or is not given, the text. */
    Object value(String text) {
        if (!fits(text, List.of())) return text;
        return switch (this) {
            case INTEGER -> Long.valueOf(text);
            case BOOLEAN -> Boolean.valueOf(text);
            case STRING, URL, DURATION, ENUM -> text;
        };
    }

    /** One that fits, for who only looks whether a file is sound. */
    String any(List<String> values, String address, String word) {
        return switch (this) {
            case STRING -> word;
            case INTEGER -> "1";
            case BOOLEAN -> "true";
            case URL -> address;
            case DURATION -> "PT1S";
            case ENUM -> values.isEmpty() ? word : values.get(0);
        };
    }
}
