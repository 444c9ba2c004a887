package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One part of a message under scrutiny, with the name by which Meta speaks of it. Demands are put one after the other; the
 * first that is not met is kept, and later ones no longer matter.
 */
final class Part {
    private final Scrutiny scrutiny;
    private final String name;
    private final JsonNode node;

    Part(Scrutiny scrutiny, String name, JsonNode node) {
        this.scrutiny = scrutiny;
        this.name = name;
        this.node = node;
    }

    Part child(String key) {
        return new Part(scrutiny, name.isEmpty() ? key : name + "['" + key + "']", node.path(key));
    }

    String name() {
        return name;
    }

    JsonNode node() {
        return node;
    }

    boolean isGiven() {
        return !node.isMissingNode();
    }

    boolean has(String key) {
        return node.has(key);
    }

    String text() {
        return node.asText();
    }

    /** Further demands, only if it is there. */
    void ifGiven(Consumer<Part> demands) {
        if (isGiven()) demands.accept(this);
    }

    Part required() {
        return demand(isGiven(), MetaError.missing(name));
    }

    /** An object that holds none but these keys. */
    Part keys(String... known) {
        demand(node.isObject(), invalid("must be an object"));
        var all = Set.of(known);
        node.fieldNames()
                .forEachRemaining(key -> demand(
                        all.contains(key),
                        MetaError.badParameter(
                                "Unexpected key \"" + key + "\"" + (name.isEmpty() ? "" : " on param " + name))));
        return this;
    }

    /** Some text, at most so long; too long is a bad parameter. */
    Part text(int max) {
        required();
        demand(node.isTextual() && !node.asText().isBlank(), invalid("is not valid"));
        return atMost(max);
    }

    /** Text that may be empty or missing. */
    Part optionalText(int max) {
        demand(!isGiven() || node.isTextual(), invalid("is not valid"));
        return atMost(max);
    }

    private Part atMost(int max) {
        return demand(
                node.asText().length() <= max,
                MetaError.badParameter("Param " + name + " must be at most " + max + " characters long"));
    }

    /** Some text of that length; otherwise its value is not valid. */
    Part length(int min, int max) {
        required();
        var length = node.asText().length();
        return demand(
                node.isTextual() && length >= min && length <= max,
                invalid("length invalid. Min length: " + min + ", Max length: " + max));
    }

    Part optionalLength(int max) {
        return demand(
                !isGiven() || (node.isTextual() && node.asText().length() <= max),
                invalid("length invalid. Max length: " + max));
    }

    Part matches(Pattern pattern) {
        required();
        return demand(node.isTextual() && pattern.matcher(node.asText()).matches(), invalid("is not valid"));
    }

    Part oneOf(String... values) {
        required();
        return demand(Set.of(values).contains(node.asText()), invalid("must be one of " + String.join(", ", values)));
    }

    Part url() {
        text(2048);
        return demand(isUrl(node.asText()), invalid("is not a valid URL"));
    }

    private static boolean isUrl(String text) {
        try {
            var url = URI.create(text);
            return url.getHost() != null && Set.of("http", "https").contains(String.valueOf(url.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    Part number(double min, double max) {
        required();
        var value = node.isTextual() ? parsed(node.asText()) : node.asDouble(Double.NaN);
        return demand(value >= min && value <= max, invalid("must be " + min + ".." + max));
    }

    private static double parsed(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    Part count(int min, int max) {
        required();
        return demand(
                node.isArray() && node.size() >= min && node.size() <= max,
                invalid("must hold " + min + ".." + max + ", holds " + node.size()));
    }

    /** Its elements. */
    Stream<Part> each() {
        return IntStream.range(0, node.size())
                .mapToObj(index -> new Part(scrutiny, name + "[" + index + "]", node.path(index)));
    }

    /** Whether no two of them are the same. */
    static boolean differ(Stream<String> values) {
        var seen = new HashSet<String>();
        return values.allMatch(seen::add);
    }

    /** That its value is not valid. */
    MetaError invalid(String why) {
        return MetaError.badValue("Parameter " + name + " " + why);
    }

    Part demand(boolean met, MetaError otherwise) {
        scrutiny.demand(met, otherwise);
        return this;
    }
}
