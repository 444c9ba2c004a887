package dev.spillway.connector;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.spillway.connector.LimitFile.FeedbackFile;
import dev.spillway.yaml.Problems;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where answers say what is left of limits. */
final class ReadingCompiler {
    /** The header is nothing but the number. */
    private static final String NUMBER = "^\\s*(\\d+(?:\\.\\d+)?)";

    private final ExpressionCompiler expressions;
    private final Problems problems;

    ReadingCompiler(ExpressionCompiler expressions, Problems problems) {
        this.expressions = expressions;
        this.problems = problems;
    }

    /**
     * Null if there is none, or it is wrong.
     *
     * @param size what there is in all if no answer says so
     */
    @Nullable
    Reading compile(String key, @Nullable FeedbackFile feedback, double size) {
        if (feedback == null) return null;
        if ((feedback.header() == null) == (feedback.body() == null)) {
            problems.add(key, "says where in no way or in two", "write header or body");
            return null;
        }
        if (feedback.header() != null) return ofHeader(key, feedback.header(), feedback, size);
        var expression = expressions.compile(key + ".body", feedback.body(), Set.of("status", "headers", "body"));
        return expression == null ? null : new Reading.OfBody(expression);
    }

    private @Nullable Reading ofHeader(String key, String header, FeedbackFile feedback, double size) {
        var plain = feedback.regex() == null;
        var pattern = pattern(key + ".regex", plain ? NUMBER : String.valueOf(feedback.regex()));
        if (pattern == null) return null;
        var remaining = feedback.remaining() == 0 && feedback.used() == 0 ? 1 : feedback.remaining();
        check(key, pattern, remaining, feedback);
        return new Reading.OfHeader(
                header.toLowerCase(Locale.ROOT), pattern, remaining, feedback.used(), feedback.max(), size);
    }

    private @Nullable Pattern pattern(String key, String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            problems.add(key, "is no regular expression: " + e.getDescription(), "write one that RE2 knows");
            return null;
        }
    }

    private void check(String key, Pattern pattern, int remaining, FeedbackFile feedback) {
        var groups = pattern.groupCount();
        if (Stream.of(remaining, feedback.used(), feedback.max()).anyMatch(group -> group < 0 || group > groups)) {
            problems.add(key, "names a group that the regex does not have", "the regex has " + groups);
        }
        if (remaining > 0 && feedback.used() > 0) {
            problems.add(key, "tells what is left in two ways", "keep one of remaining and used");
        }
    }
}
