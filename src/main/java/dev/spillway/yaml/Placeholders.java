package dev.spillway.yaml;

import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Replaces {@code ${NAME}}, {@code ${NAME:default}} and {@code ${secret:NAME}} in single values. */
record Placeholders(References references, Problems problems) {
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\$\\{(?:secret:([A-Za-z0-9][A-Za-z0-9_.-]*)|([A-Z][A-Z0-9_]*)(?::([^}]*))?)}");

    /** An address with a password: between the colon of its user and the @. */
    private static final Pattern ADDRESS_WITH_PASSWORD = Pattern.compile("://[^/@:]*:[^/@]+@");

    private static final Pattern PASSWORD_KEY = Pattern.compile("(?i).*password");

    /** Null if something is not there that it refers to. Warns of a password that is written out. */
    @Nullable
    String fill(String text, String path) {
        if (holdsPassword(text, path)) {
            problems.warn(path, "holds a password", "write ${secret:NAME} for it, or ${NAME} for all of it");
        }
        var missing = PLACEHOLDER
                .matcher(text)
                .results()
                .filter(match -> value(match) == null)
                .toList();
        missing.forEach(match -> complain(match, path));
        return missing.isEmpty() ? PLACEHOLDER.matcher(text).replaceAll(this::replacement) : null;
    }

    private static boolean holdsPassword(String text, String path) {
        var written = PLACEHOLDER.matcher(text).replaceAll("");
        return ADDRESS_WITH_PASSWORD.matcher(written).find()
                || (PASSWORD_KEY.matcher(path).matches() && !written.isBlank());
    }

    private void complain(MatchResult missing, String path) {
        var secret = missing.group(1);
        if (secret == null) {
            var name = missing.group(2);
            problems.add(
                    path,
                    "the environment variable " + name + " is not set",
                    "set it, or give a default: ${" + name + ":default}");
        } else {
            problems.add(
                    path,
                    "there is no secret " + secret,
                    "put it into a file of that name in the directory of secrets, or into the environment");
        }
    }

    private String replacement(MatchResult match) {
        return Matcher.quoteReplacement(Objects.requireNonNull(value(match)));
    }

    private @Nullable String value(MatchResult match) {
        var secret = match.group(1) != null;
        var value = secret ? references.secret(match.group(1)) : references.variable(match.group(2));
        if (value != null && !value.isEmpty()) return value;
        return secret ? null : match.group(3);
    }
}
