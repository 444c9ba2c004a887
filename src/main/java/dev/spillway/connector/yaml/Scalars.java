package dev.spillway.connector.yaml;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Texts into Java's single values. */
final class Scalars {
    private Scalars() {}

    /** Null if it is none of the type's choices; throws if it is no value of the type at all. */
    static @Nullable Object of(Class<?> type, String text) {
        if (type == String.class) return text;
        if (type == Integer.class) return Integer.valueOf(text);
        if (type == Duration.class) return Duration.parse(text);
        if (type == boolean.class) return flag(text);
        return constants(type).stream()
                .filter(constant -> name(constant).equals(text))
                .findFirst()
                .orElse(null);
    }

    /** The words a type allows. */
    static List<String> choices(Class<?> type) {
        if (type == boolean.class) return List.of("true", "false");
        return constants(type).stream().map(Scalars::name).toList();
    }

    static String example(Class<?> type) {
        if (type == Integer.class) return "a whole number";
        if (type == Duration.class) return "an ISO 8601 duration such as PT2.5S";
        if (type == String.class) return "a text";
        return "one of " + String.join(", ", choices(type));
    }

    private static @Nullable Boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        };
    }

    private static List<Enum<?>> constants(Class<?> type) {
        return Arrays.stream(Objects.requireNonNull(type.getEnumConstants(), type.getName()))
                .<Enum<?>>map(Enum.class::cast)
                .toList();
    }

    private static String name(Enum<?> constant) {
        try {
            var key = constant.getDeclaringClass().getField(constant.name()).getAnnotation(Key.class);
            return key == null ? constant.name().toLowerCase(Locale.ROOT) : key.value();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("an enum without its own constant", e);
        }
    }
}
