package dev.spillway.yaml;

import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code ${NAME}} and {@code ${NAME:default}} in single values.
 *
 * @param environment gives the value of a name, or null; an empty value counts as none
 */
record Placeholders(UnaryOperator<@Nullable String> environment, Problems problems) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(?::([^}]*))?}");

    /** Null if a variable is not set. */
    @Nullable
    String fill(String text, String path) {
        var missing = PLACEHOLDER.matcher(text).results().filter(match -> value(match) == null);
        var names = missing.map(match -> match.group(1)).toList();
        names.forEach(name -> problems.add(
                path,
                "the environment variable " + name + " is not set",
                "set it, or give a default: ${" + name + ":default}"));
        return names.isEmpty() ? PLACEHOLDER.matcher(text).replaceAll(this::replacement) : null;
    }

    private String replacement(MatchResult match) {
        return Matcher.quoteReplacement(Objects.requireNonNull(value(match)));
    }

    private @Nullable String value(MatchResult match) {
        var value = environment.apply(match.group(1));
        return value == null || value.isEmpty() ? match.group(2) : value;
    }
}
