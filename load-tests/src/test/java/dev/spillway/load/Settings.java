package dev.spillway.load;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The parameters of a run: system properties with defaults. What was asked for is remembered, to be said aloud. What is not
 * allowed ends the run before it begins: an {@link IllegalArgumentException} names parameter, value and what is allowed.
 */
final class Settings {
    /** What nobody should read in a log; an address of a database may hold a password. */
    private static final Set<String> HIDDEN = Set.of("secret", "database");

    private static final Duration LONGEST = Duration.ofDays(30);

    private final Map<String, String> asked = new LinkedHashMap<>();

    /** Anything but nothing. */
    String text(String name, String fallback) {
        return read(name, fallback, "some text", Function.identity(), text -> !text.isEmpty());
    }

    /** One of these words. */
    String oneOf(String name, String fallback, List<String> words) {
        return read(name, fallback, "one of " + String.join(", ", words), Function.identity(), words::contains);
    }

    /** Where an HTTP server is. */
    URI uri(String name, String fallback) {
        return read(name, fallback, "an address like " + fallback, URI::create, Settings::isHttp);
    }

    /** Where several of them are, parted by commas. */
    List<URI> uris(String name, String fallback) {
        var allowed = "addresses like " + fallback + ", parted by commas";
        return read(
                name,
                fallback,
                allowed,
                words -> all(words, URI::create),
                uris -> uris.stream().allMatch(Settings::isHttp));
    }

    /** Where something is that need not be there; empty if it is not. */
    String place(String name, String beginning) {
        return read(
                name,
                "",
                "empty, or begin with " + beginning,
                Function.identity(),
                text -> text.isEmpty() || text.startsWith(beginning));
    }

    /** A whole number from 1. */
    int count(String name, int fallback) {
        return count(name, fallback, Integer.MAX_VALUE);
    }

    /** A whole number from 1. */
    int count(String name, int fallback, int max) {
        return read(name, String.valueOf(fallback), whole(max), Integer::valueOf, count -> isWithin(count, max));
    }

    /** Several of them, parted by commas. */
    List<Integer> counts(String name, String fallback, int max) {
        return read(
                name,
                fallback,
                whole(max) + ", or several, parted by commas",
                words -> all(words, Integer::valueOf),
                counts -> counts.stream().allMatch(count -> isWithin(count, max)));
    }

    /** From 0 on. */
    double number(String name, double fallback) {
        return number(name, fallback, Integer.MAX_VALUE);
    }

    /** From 0 to 1. */
    double share(String name, double fallback) {
        return number(name, fallback, 1);
    }

    private double number(String name, double fallback, int max) {
        var allowed = "a number from 0 to " + max;
        // Not a number is in no range.
        return read(name, String.valueOf(fallback), allowed, Double::valueOf, number -> number >= 0 && number <= max);
    }

    /** Seconds ({@code 600}) or ISO-8601 ({@code PT10M}); longer than nothing. */
    Duration duration(String name, String fallback) {
        return duration(name, fallback, "longer than 0", time -> time.compareTo(Duration.ZERO) > 0);
    }

    /** The same, or 0. */
    Duration pause(String name, String fallback) {
        return duration(name, fallback, "0 or more", time -> !time.isNegative());
    }

    private Duration duration(String name, String fallback, String least, Predicate<Duration> isEnough) {
        var allowed = "seconds, like 600, or ISO-8601, like PT10M: " + least + " and at most " + LONGEST;
        return read(
                name,
                fallback,
                allowed,
                Settings::duration,
                time -> isEnough.test(time) && time.compareTo(LONGEST) <= 0);
    }

    private static Duration duration(String words) {
        return words.startsWith("P") ? Duration.parse(words) : Duration.ofSeconds(Long.parseLong(words));
    }

    private static String whole(int max) {
        return "a whole number from 1 to " + max;
    }

    private static boolean isWithin(int count, int max) {
        return count >= 1 && count <= max;
    }

    private static boolean isHttp(URI uri) {
        return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    }

    private static <T> List<T> all(String words, Function<String, T> each) {
        return Arrays.stream(words.split(",", -1)).map(each).toList();
    }

    private <T> T read(
            String name, String fallback, String allowed, Function<String, T> meaning, Predicate<T> isAllowed) {
        var value = System.getProperty(name, fallback);
        var shown = HIDDEN.contains(name) && !value.isEmpty() ? "***" : value;
        asked.put(name, shown);
        try {
            var meant = meaning.apply(value);
            if (isAllowed.test(meant)) return meant;
        } catch (IllegalArgumentException | DateTimeException e) {
            throw wrong(name, shown, allowed, e);
        }
        throw wrong(name, shown, allowed, null);
    }

    private static IllegalArgumentException wrong(String name, String shown, String allowed, Exception cause) {
        return new IllegalArgumentException("-D" + name + "=" + shown + " must be " + allowed, cause);
    }

    @Override
    public String toString() {
        return asked.toString();
    }
}
