package dev.spillway.yaml;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text of YAML into a record.
 *
 * <p>Components: texts, numbers, booleans, {@code Duration}, {@code URI}, {@code ZoneId}, enums (whatever their case), records,
 * sealed interfaces of records (told apart by {@code kind}: the record's name, {@code ApiKey} written
 * {@code api-key}), {@link Written} values, {@code List} and {@code Map<String, ?>} of these, and {@code Object} for any JSON. A key is called like its component or its
 * {@code @JsonProperty}. A missing {@code @Nullable} is null, a missing {@link Default} is that; anything else missing is a
 * problem. A record's {@link IllegalArgumentException} is a problem of the key its message begins with.
 *
 * <p>For start-up and reload, not for event loops: it is slow. Safe to use from any thread.
 */
public final class StrictYaml {
    private StrictYaml() {}

    /**
     * Reads a file in whose values {@code ${NAME}} and {@code ${NAME:default}} are replaced; a replaced value can never add
     * keys.
     *
     * @param file its name, for messages
     * @param environment gives the value of a name, or null
     * @throws FaultyFileException with every problem of the file
     */
    public static <T extends Record> T read(
            Class<T> type, String file, String text, UnaryOperator<@Nullable String> environment) {
        var problems = new Problems(file);
        return problems.unlessAny(bind(type, text, References.of(environment), problems));
    }

    /** Like {@link #bind(Class, String, Problems)}, with references replaced; a replaced value can never add keys. */
    public static <T extends Record> @Nullable T bind(
            Class<T> type, String text, References references, Problems problems) {
        return bind(type, text, new Scalars(problems, new Placeholders(references, problems)), problems);
    }

    /**
     * Reads as much as there is, for a caller that looks for further problems. What is broken is null where {@code @Nullable}
     * says that it may be, an item of a list too; of a map it is left out; elsewhere it breaks what it is part of.
     *
     * @return null if the text is no YAML or misses what the record needs; the problems say why
     */
    public static <T extends Record> @Nullable T bind(Class<T> type, String text, Problems problems) {
        return bind(type, text, new Scalars(problems, null), problems);
    }

    private static <T extends Record> @Nullable T bind(Class<T> type, String text, Scalars scalars, Problems problems) {
        var root = Outline.of(text, problems);
        var binder = new RecordBinder(scalars, problems);
        if (root == null && problems.isEmpty()) {
            problems.add("", "is empty", "write " + Shapes.expected(type));
        }
        return root == null ? null : type.cast(binder.bind(type, root));
    }
}
