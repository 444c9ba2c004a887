package dev.spillway.flow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps data from formatting a message. WhatsApp reads {@code *bold* _italic_ ~struck~ `code`} and has no way to escape
 * them; so where such a sign stands at the edge of a word, a look-alike without meaning takes its place. Inside a word
 * (AB_12) it means nothing and stays, as it does in links. Line breaks become blanks.
 */
final class Markup {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\x{2028}\\x{2029}]+");
    private static final String SIGNS = "*_~`";
    private static final String TWINS = "∗ˍ∼ˋ";

    private Markup() {}

    /** A copy of the data with every text in it made harmless. */
    static Map<String, Object> neutral(Map<?, ?> data) {
        var copy = new LinkedHashMap<String, Object>();
        data.forEach((key, value) -> {
            var plain = neutral(value);
            if (plain != null) copy.put(String.valueOf(key), plain);
        });
        return copy;
    }

    private static @Nullable Object neutral(@Nullable Object value) {
        if (value instanceof String text) return neutral(text);
        if (value instanceof Map<?, ?> map) return neutral(map);
        return value instanceof List<?> list ? neutral(list) : value;
    }

    private static List<Object> neutral(List<?> list) {
        var copy = new ArrayList<Object>(list.size());
        for (var item : list) {
            var plain = neutral(item);
            if (plain != null) copy.add(plain);
        }
        return copy;
    }

    static String neutral(String text) {
        // What is longer than a message can never be shown whole; cutting it bounds the work.
        var cut = text.length() > Text.CHARACTERS_MAX ? text.substring(0, Text.CHARACTERS_MAX) : text;
        var line = CONTROL.matcher(cut).replaceAll(" ");
        var out = new StringBuilder(line.length());
        for (var i = 0; i < line.length(); i++) out.append(neutral(line, i));
        return out.toString();
    }

    private static char neutral(String line, int at) {
        var sign = SIGNS.indexOf(line.charAt(at));
        return sign < 0 || isInsideWord(line, at) || isInLink(line, at) ? line.charAt(at) : TWINS.charAt(sign);
    }

    private static boolean isInsideWord(String line, int at) {
        return at > 0
                && at + 1 < line.length()
                && Character.isLetterOrDigit(line.charAt(at - 1))
                && Character.isLetterOrDigit(line.charAt(at + 1));
    }

    private static boolean isInLink(String line, int at) {
        var start = line.lastIndexOf(' ', at) + 1;
        return line.startsWith("https://", start) || line.startsWith("http://", start);
    }
}
