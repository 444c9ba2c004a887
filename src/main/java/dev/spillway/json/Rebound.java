package dev.spillway.json;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata.JFunction;
import com.google.re2j.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSONata's own functions whose cost the engine does not bound, under their own names and signatures: regular expressions
 * run on RE2, padding has an end, and parsing numbers and dates takes short texts only.
 */
final class Rebound extends JFunction {
    private static final int PARSED_MAX = 256;

    /** What the function does instead. */
    @FunctionalInterface
    private interface Body {
        @Nullable
        Object apply(String text, Arguments arguments) throws Throwable;
    }

    private final @Nullable Body body;

    private Rebound(String name, String signature, String method, @Nullable Body body) {
        super(name, signature, Functions.class, null, method);
        this.body = body;
    }

    static Map<String, JFunction> all() {
        return Map.of(
                "contains", new Rebound("contains", "<s-(sf):b>", "contains", Rebound::contains),
                "match", new Rebound("match", "<s-f<s:o>n?:a<o>>", "match", Rebound::match),
                "replace", new Rebound("replace", "<s-(sf)(sf)n?:s>", "replace", Rebound::replace),
                "split", new Rebound("split", "<s-(sf)n?:a<s>>", "split", Rebound::split),
                "pad", new Rebound("pad", "<s-ns?:s>", "pad", Rebound::pad),
                "toMillis", new Rebound("toMillis", "<s-s?:n>", "dateTimeToMillis", null),
                "parseInteger", new Rebound("parseInteger", "<s-s:n>", "parseInteger", null));
    }

    @Override
    @SuppressWarnings("rawtypes") // the engine's signature
    public @Nullable Object call(@Nullable Object input, List arguments) {
        var own = new Arguments(arguments);
        if (!(own.at(0) instanceof String text)) return null;
        if (body != null) return run(body, text, own);
        for (var argument : own.list()) requireShort(argument);
        return super.call(input, arguments);
    }

    private static @Nullable Object run(Body body, String text, Arguments arguments) {
        try {
            return body.apply(text, arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new ExpressionException("a function failed");
        }
    }

    private static void requireShort(@Nullable Object argument) {
        if (argument instanceof String text && text.length() > PARSED_MAX) {
            throw new ExpressionException("a number or date longer than " + PARSED_MAX + " characters");
        }
    }

    private static Object contains(String text, Arguments arguments) {
        var token = arguments.at(1);
        return token instanceof Regex regex ? regex.matcher(text).find() : text.contains(arguments.text(1));
    }

    private static Object match(String text, Arguments arguments) {
        var limit = arguments.limit(2);
        var matches = new ArrayList<Object>();
        var matcher = arguments.regex(1).matcher(text);
        while (matches.size() < limit && matcher.find()) matches.add(matched(matcher));
        return matches;
    }

    private static Map<String, @Nullable Object> matched(Matcher matcher) {
        var match = Regex.describe(matcher, "index");
        match.remove("end");
        return match;
    }

    private static Object replace(String text, Arguments arguments) throws Throwable {
        var replacement = new Replacement(text, arguments.required(2), arguments.limit(3));
        return arguments.at(1) instanceof Regex regex
                ? replacement.regex(regex)
                : replacement.literal(arguments.text(1));
    }

    private static Object split(String text, Arguments arguments) {
        var parts = arguments.at(1) instanceof Regex regex
                ? Splitting.by(regex, text)
                : Splitting.by(arguments.text(1), text);
        return List.copyOf(parts.subList(0, Math.min(parts.size(), arguments.limit(2))));
    }

    private static Object pad(String text, Arguments arguments) {
        var width = arguments.number(1);
        var missing = Math.abs((long) width) - text.codePointCount(0, text.length());
        if (missing <= 0) return text;
        if (missing > Weight.MAX) throw new ExpressionException("$pad makes more than " + Weight.MAX);
        var pad = arguments.at(2) instanceof String with && !with.isEmpty() ? with : " ";
        var points = pad.codePoints().toArray();
        var padding = new StringBuilder();
        for (var i = 0; i < missing; i++) padding.appendCodePoint(points[i % points.length]);
        return width < 0 ? padding + text : text + padding;
    }
}
