package dev.spillway.json;

import com.dashjoin.jsonata.Jsonata.JFunction;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression as a JSONata function, on RE2: time grows with the text's length only, whatever the pattern. The
 * JDK's own engine, which JSONata would use, was seen to run six seconds on 27 characters.
 */
final class Regex extends JFunction {
    /** Linear, but a big pattern on a big text still takes its time. */
    private static final int TEXT_MAX = 64 * 1024;

    private static final int PATTERN_MAX = 1000;

    /** Characters times instructions: half a second, as each was measured to take 7 to 22 ns. */
    private static final long WORK_MAX = 1 << 25;

    private final Pattern pattern;

    private Regex(Pattern pattern) {
        super((input, arguments) -> firstMatch(pattern, arguments), "<s:o>");
        this.pattern = pattern;
    }

    /**
     * Throws {@link IllegalArgumentException} for what RE2 does not do: look-around and back references.
     *
     * @param flags {@code i}, {@code m}, both or none
     */
    static Regex of(String pattern, String flags) {
        if (pattern.length() > PATTERN_MAX) throw new IllegalArgumentException("longer than " + PATTERN_MAX);
        var bits = (flags.indexOf('i') >= 0 ? Pattern.CASE_INSENSITIVE : 0)
                | (flags.indexOf('m') >= 0 ? Pattern.MULTILINE : 0);
        return new Regex(Pattern.compile(pattern, bits));
    }

    Matcher matcher(String text) {
        return matcher(pattern, text);
    }

    /** A match as JSONata hands it to functions; {@code groups} without the whole match. */
    static Map<String, @Nullable Object> describe(Matcher matcher, String position) {
        var match = new LinkedHashMap<String, @Nullable Object>();
        match.put("match", matcher.group());
        match.put(position, matcher.start());
        match.put("end", matcher.end());
        match.put("groups", groups(matcher));
        return match;
    }

    private static List<@Nullable Object> groups(Matcher matcher) {
        var groups = new ArrayList<@Nullable Object>();
        for (var group = 1; group <= matcher.groupCount(); group++) groups.add(matcher.group(group));
        return groups;
    }

    private static @Nullable Object firstMatch(Pattern pattern, List<?> arguments) {
        if (arguments.isEmpty() || !(arguments.get(0) instanceof String text)) return null;
        var matcher = matcher(pattern, text);
        return matcher.find() ? describe(matcher, "start") : null;
    }

    private static Matcher matcher(Pattern pattern, String text) {
        if (text.length() > TEXT_MAX) {
            throw new ExpressionException("a regular expression over more than " + TEXT_MAX + " characters");
        }
        if ((long) text.length() * pattern.programSize() > WORK_MAX) {
            throw new ExpressionException("a regular expression that is too large for its text");
        }
        Turn.checkRegex(text.length(), pattern.programSize());
        return pattern.matcher(text);
    }
}
