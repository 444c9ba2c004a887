package dev.spillway.json;

import com.dashjoin.jsonata.Functions;
import com.google.re2j.Matcher;
import java.util.List;

/** {@code $replace}: literal or by regular expression, with a text or a function. */
final class Replacement {
    private final String text;
    private final Object with;
    private final StringBuilder out = new StringBuilder();
    private int left;
    private int from;

    /**
     * @param with a text, in which a regular expression's {@code $0} to {@code $99} stand for groups and {@code $$} for a
     *     dollar sign; or a function of the match
     */
    Replacement(String text, Object with, int limit) {
        this.text = text;
        this.with = with;
        this.left = limit;
    }

    String literal(String pattern) {
        if (pattern.isEmpty() || !(with instanceof String by)) throw new ExpressionException("$replace needs texts");
        for (var at = text.indexOf(pattern); at >= 0 && left > 0; at = text.indexOf(pattern, from)) {
            put(at, at + pattern.length(), by);
        }
        return rest();
    }

    String regex(Regex regex) throws Throwable {
        var matcher = regex.matcher(text);
        while (left > 0 && matcher.find()) {
            if (matcher.end() == matcher.start()) throw new ExpressionException("the pattern matches the empty text");
            put(matcher.start(), matcher.end(), with instanceof String by ? expand(by, matcher) : called(matcher));
        }
        return rest();
    }

    private void put(int start, int end, String by) {
        out.append(text, from, start).append(by);
        if (out.length() > Weight.MAX) throw new ExpressionException("$replace makes more than " + Weight.MAX);
        from = end;
        left--;
    }

    private String rest() {
        return out.append(text, from, text.length()).toString();
    }

    private String called(Matcher matcher) throws Throwable {
        var by = Functions.funcApply(with, List.of(Regex.describe(matcher, "start")));
        if (by instanceof String string) return string;
        throw new ExpressionException("the function of $replace must yield a text");
    }

    private static String expand(String by, Matcher matcher) {
        var expanded = new StringBuilder();
        var at = 0;
        while (at < by.length()) {
            at = by.charAt(at) == '$' ? reference(by, at + 1, matcher, expanded) : plain(by, at, expanded);
        }
        return expanded.toString();
    }

    private static int plain(String by, int at, StringBuilder expanded) {
        expanded.append(by.charAt(at));
        return at + 1;
    }

    /** Returns where to go on. Of two digits both count if there is such a group. */
    private static int reference(String by, int at, Matcher matcher, StringBuilder expanded) {
        var two = number(by, at, at + 2);
        if (two >= 10 && two <= matcher.groupCount()) return group(two, at + 2, matcher, expanded);
        var one = number(by, at, at + 1);
        if (one >= 0) return group(one, at + 1, matcher, expanded);
        expanded.append('$');
        return at < by.length() && by.charAt(at) == '$' ? at + 1 : at;
    }

    private static int group(int number, int next, Matcher matcher, StringBuilder expanded) {
        var group = number <= matcher.groupCount() ? matcher.group(number) : null;
        if (group != null) expanded.append(group);
        return next;
    }

    private static int number(String by, int from, int to) {
        if (to > by.length()) return -1;
        var number = 0;
        for (var c : by.substring(from, to).toCharArray()) {
            if (c < '0' || c > '9') return -1;
            number = number * 10 + (c - '0');
        }
        return number;
    }
}
