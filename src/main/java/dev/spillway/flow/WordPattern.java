package dev.spillway.flow;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.spillway.json.Turn;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A pattern over folded text with named groups. RE2: its time grows with the text's length and nothing else, so no pattern
 * and no text can hang it; what may take long on a long text ends a {@link Turn}. Written as {@code (?P<orderNumber>\d+)} or {@code (?<orderNumber>\d+)}.
 */
record WordPattern(Pattern pattern) {
    private static final int SOURCE_MAX = 1000;

    /** Instructions; on the longest text half a second. */
    private static final int PROGRAM_MAX = 8_000;

    /** Fails with {@link IllegalArgumentException}, saying what is wrong. */
    static WordPattern of(String source) {
        if (source.length() > SOURCE_MAX) {
            throw new IllegalArgumentException("is longer than " + SOURCE_MAX + " characters; make it two patterns");
        }
        try {
            var pattern = Pattern.compile(Folded.unaccented(source), Pattern.CASE_INSENSITIVE);
            if (pattern.programSize() <= PROGRAM_MAX) return new WordPattern(pattern);
            throw new IllegalArgumentException("repeats too much; make it smaller");
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("is no RE2 pattern: " + e.getDescription() + "; no look-around, no \\1");
        }
    }

    Set<String> names() {
        return pattern.namedGroups().keySet();
    }

    /** Whether it stands anywhere in the text. */
    boolean isIn(Folded text) {
        return matcher(text).find();
    }

    /** What its named groups hold, as it was written; empty if it does not stand in the text. */
    Optional<Map<String, Object>> find(Folded text) {
        var matcher = matcher(text);
        if (!matcher.find()) return Optional.empty();
        var variables = new LinkedHashMap<String, Object>();
        for (var name : names()) {
            if (matcher.start(name) >= 0) variables.put(name, text.written(matcher.start(name), matcher.end(name)));
        }
        return Optional.of(variables);
    }

    private Matcher matcher(Folded text) {
        Turn.checkRegex(text.text().length(), pattern.programSize());
        return pattern.matcher(text.text());
    }
}
