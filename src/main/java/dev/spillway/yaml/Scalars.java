package dev.spillway.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Texts into Java's single values. */
final class Scalars {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Map<Class<?>, String> EXPECTED = Map.of(
            String.class, "a text",
            Written.class, "a text",
            int.class, "a whole number",
            Integer.class, "a whole number",
            long.class, "a whole number",
            double.class, "a number",
            URI.class, "a URI",
            ZoneId.class, "a time zone such as America/Mexico_City",
            Duration.class, "an ISO 8601 duration such as PT2.5S, PT10M or P8D");

    private final Problems problems;
    private final @Nullable Placeholders placeholders;

    /** @param placeholders null if they are texts like any other */
    Scalars(Problems problems, @Nullable Placeholders placeholders) {
        this.problems = problems;
        this.placeholders = placeholders;
    }

    /** Null if it is none of the type. The problem shows the text as written: what a placeholder stands for may be secret. */
    @Nullable
    Object of(Class<?> type, ScalarNode node, String path) {
        var text = placeholders == null ? node.getValue() : placeholders.fill(node.getValue(), path);
        if (text == null) return null;
        if (type == Written.class) return new Written(node.getValue(), text);
        if (type == Object.class) return node.isPlain() ? json(text) : text;
        var value = of(type, text);
        if (value == null) refuse(type, node.getValue(), path);
        return value;
    }

    static @Nullable Object of(Class<?> type, String text) {
        try {
            return MAPPER.convertValue(text, type);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** What is JSON is that, everything else is a text. */
    static Object json(String text) {
        try {
            return MAPPER.readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            return text;
        }
    }

    private void refuse(Class<?> type, String written, String path) {
        var choices = choices(type, written);
        if (!choices.isEmpty()) problems.addUnknown(path, written, choices);
        else problems.add(path, "\"" + written + "\" does not fit", "write " + expected(type));
    }

    static String expected(Class<?> type) {
        var choices = choices(type, "");
        return choices.isEmpty()
                ? EXPECTED.getOrDefault(type, "a " + type.getSimpleName())
                : "one of " + String.join(", ", choices);
    }

    /** All words an enum allows: small, and in capitals. */
    static List<String> words(Class<?> type) {
        return Stream.of(choices(type, ""), choices(type, "X"))
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /** JSON for people. */
    static String pretty(Object value) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("is no JSON", e);
        }
    }

    /** The words a type allows, in capitals if what was written is. */
    private static List<String> choices(Class<?> type, String written) {
        if (type == boolean.class) return List.of("true", "false");
        if (!type.isEnum()) return List.of();
        var capitals = !written.isEmpty() && written.equals(written.toUpperCase(Locale.ROOT));
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> word((Enum<?>) constant, capitals))
                .toList();
    }

    private static String word(Enum<?> constant, boolean capitals) {
        var word = MAPPER.convertValue(constant, String.class);
        return capitals || !word.equals(constant.name()) ? word : word.toLowerCase(Locale.ROOT);
    }
}
