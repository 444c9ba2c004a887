package dev.spillway.load;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The parameters of a run: system properties with defaults. What was asked for is remembered, to be said aloud. */
final class Settings {
    private static final String SECRET = "secret";

    private final Map<String, String> asked = new LinkedHashMap<>();

    String text(String name, String fallback) {
        var value = System.getProperty(name, fallback);
        asked.put(name, name.equals(SECRET) ? "***" : value);
        return value;
    }

    URI uri(String name, String fallback) {
        return URI.create(text(name, fallback));
    }

    /** @throws IllegalArgumentException if it is less than 1 */
    int count(String name, int fallback) {
        var value = Integer.parseInt(text(name, String.valueOf(fallback)));
        if (value < 1) throw new IllegalArgumentException(name + " must be > 0, was " + value);
        return value;
    }

    double number(String name, double fallback) {
        return Double.parseDouble(text(name, String.valueOf(fallback)));
    }

    /** Seconds ({@code 600}) or ISO-8601 ({@code PT10M}). */
    Duration duration(String name, String fallback) {
        var value = text(name, fallback);
        return value.startsWith("P") ? Duration.parse(value) : Duration.ofSeconds(Long.parseLong(value));
    }

    @Override
    public String toString() {
        return asked.toString();
    }
}
