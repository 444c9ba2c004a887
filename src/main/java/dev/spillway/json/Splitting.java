package dev.spillway.json;

import java.util.ArrayList;
import java.util.List;

/** {@code $split}: keeps empty parts, at the end too; by the empty text into code points. */
final class Splitting {
    private Splitting() {}

    static List<String> by(String separator, String text) {
        if (separator.isEmpty())
            return text.codePoints().mapToObj(Character::toString).toList();
        var parts = new ArrayList<String>();
        var from = 0;
        for (var at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
            parts.add(text.substring(from, at));
            from = at + separator.length();
        }
        parts.add(text.substring(from));
        return parts;
    }

    static List<String> by(Regex separator, String text) {
        var parts = new ArrayList<String>();
        var matcher = separator.matcher(text);
        var from = 0;
        while (matcher.find()) {
            if (matcher.end() == matcher.start()) throw new ExpressionException("the pattern matches the empty text");
            parts.add(text.substring(from, matcher.start()));
            from = matcher.end();
        }
        parts.add(text.substring(from));
        return parts;
    }
}
