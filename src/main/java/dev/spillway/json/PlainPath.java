package dev.spillway.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path such as {@code body.items[0].id}, walked without the engine. Gives up, for the engine to decide, as soon as a list
 * turns up where the path has no index, because then JSONata's rules of sequences apply.
 */
final class PlainPath {
    /** Not an answer: ask the engine. */
    static final Object GIVEN_UP = new Object();

    private static final Pattern PATH =
            Pattern.compile("[A-Za-z_]\\w*+(?:\\[\\d{1,4}\\])?+(?:\\.[A-Za-z_]\\w*+(?:\\[\\d{1,4}\\])?+)*+");
    private static final Pattern VALUE_WORD = Pattern.compile("(?:^|\\.)(?:true|false|null|function)(?:$|[.\\[])");

    private final List<Object> steps;

    private PlainPath(List<Object> steps) {
        this.steps = steps;
    }

    /** Null if the text is anything but a plain path. */
    static @Nullable PlainPath of(String text) {
        if (!PATH.matcher(text).matches() || VALUE_WORD.matcher(text).find()) return null;
        var steps = new ArrayList<Object>();
        for (var part : text.split("[.\\[]", -1)) steps.add(part.endsWith("]") ? index(part) : part);
        return new PlainPath(List.copyOf(steps));
    }

    @Nullable
    Object walk(Map<String, Object> input) {
        Object at = input;
        for (var step : steps) {
            at = step instanceof Integer index ? item(at, index) : field(at, (String) step);
            if (at == null || at == GIVEN_UP) return at;
        }
        return at instanceof List<?> ? GIVEN_UP : at;
    }

    private static @Nullable Object field(Object at, String name) {
        if (at instanceof Map<?, ?> map) return map.get(name);
        return at instanceof List<?> ? GIVEN_UP : null;
    }

    private static @Nullable Object item(Object at, int index) {
        if (!(at instanceof List<?> list)) return GIVEN_UP;
        return index < list.size() ? list.get(index) : null;
    }

    private static Integer index(String part) {
        return Integer.valueOf(part.substring(0, part.length() - 1));
    }
}
