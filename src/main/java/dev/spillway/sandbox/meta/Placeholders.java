package dev.spillway.sandbox.meta;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The gaps of a text: {@code {{1}}}, {@code {{2}}} by place, or {@code {{name}}} by name; each once, in order. */
record Placeholders(String text, List<String> names) {
    private static final Pattern GAP = Pattern.compile("\\{\\{\\s*([A-Za-z0-9_]+)\\s*\\}\\}");

    Placeholders {
        names = List.copyOf(names);
    }

    static Placeholders of(String text) {
        var found = GAP.matcher(text).results().map(match -> match.group(1)).toList();
        return new Placeholders(text, List.copyOf(new LinkedHashSet<>(found)));
    }

    int count() {
        return names.size();
    }

    /** Whether any of them has a name in place of a number. */
    boolean named() {
        return names.stream().anyMatch(name -> !name.chars().allMatch(Character::isDigit));
    }

    /** How long the text is with its gaps filled; those not given are left as they are. */
    int filledLength(Map<String, String> values) {
        return GAP.matcher(text).replaceAll(match -> quoted(match, values)).length();
    }

    private static String quoted(MatchResult match, Map<String, String> values) {
        return Matcher.quoteReplacement(values.getOrDefault(match.group(1), match.group()));
    }
}
