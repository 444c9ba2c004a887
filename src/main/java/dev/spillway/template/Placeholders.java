package dev.spillway.template;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The placeholders in a text, e.g. {@code {{name}}} or {@code {{1}}}, in their order. */
record Placeholders(String text) {
    private static final Pattern WELL_FORMED = Pattern.compile("\\{\\{([a-z0-9_]+)}}");
    private static final Pattern ADJACENT = Pattern.compile("\\{\\{[a-z0-9_]+}}\\s*\\{\\{[a-z0-9_]+}}");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /** As they stand there, twice if twice. */
    List<String> names() {
        return WELL_FORMED.matcher(text).results().map(it -> it.group(1)).toList();
    }

    /** Whether braces are left that make no placeholder. */
    boolean broken() {
        var rest = WELL_FORMED.matcher(text).replaceAll("");
        return rest.contains("{{") || rest.contains("}}");
    }

    /** Meta refuses a body that begins or ends with one. */
    boolean atAnEdge() {
        var all = WELL_FORMED.matcher(text.strip()).results().toList();
        return !all.isEmpty()
                && (all.get(0).start() == 0 || last(all).end() == text.strip().length());
    }

    private static MatchResult last(List<MatchResult> all) {
        return all.get(all.size() - 1);
    }

    /** Meta refuses two next to each other. */
    boolean adjacent() {
        return ADJACENT.matcher(text).find();
    }

    /** Whether all are numbers, 1 to n without a gap. */
    boolean numbered() {
        var names = names();
        if (!names.stream().allMatch(name -> NUMBER.matcher(name).matches())) return false;
        var distinct = names.stream().distinct().count();
        return names.stream()
                .allMatch(
                        name -> name.length() < 4 && Integer.parseInt(name) >= 1 && Integer.parseInt(name) <= distinct);
    }
}
