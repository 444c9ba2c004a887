package dev.spillway.json;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads an expression's tokens once, by the engine's rules, to find what the engine must not see. A slash begins a regular
 * expression where an operand may stand, and divides behind one. Where our reading is more generous than the engine's, the
 * engine then refuses the text; it never gets a regular expression.
 */
final class ExpressionScanner {
    private static final String OPERATORS = ".[]{}(),@#;:?+-*/%|=<>^&!~";
    private static final Set<String> PAIRS = Set.of("..", ":=", "!=", ">=", "<=", "**", "~>", "?:", "??");
    private static final Set<String> WORD_OPERATORS = Set.of("and", "or", "in");

    /** These stand for something where an operand may stand: wildcard, descendants, parent, placeholder. */
    private static final Set<String> OPERAND_SIGNS = Set.of("*", "**", "%", "?");

    private static final Pattern NUMBER = Pattern.compile("(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[Ee][-+]?[0-9]+)?");

    private final String text;
    private final StringBuilder safe;
    private final List<Regex> regexes = new ArrayList<>();
    private final Set<String> assigned = new HashSet<>();
    private final Set<String> used = new TreeSet<>();
    private final Set<String> called = new TreeSet<>();
    private int at;
    private boolean operandBefore;
    private String previous = "";

    private ExpressionScanner(String text) {
        this.text = text;
        this.safe = new StringBuilder(text);
    }

    static ExpressionSource scan(String text) {
        return new ExpressionScanner(text).run();
    }

    private ExpressionSource run() {
        while (skipBlank()) token();
        var unknown = new TreeSet<>(called);
        unknown.removeAll(assigned);
        unknown.removeAll(OwnFunctions.names());
        if (!unknown.isEmpty()) throw new IllegalArgumentException("unknown function $" + unknown.first());
        used.removeAll(assigned);
        used.removeAll(OwnFunctions.names());
        return new ExpressionSource(safe.toString(), List.copyOf(regexes), Set.copyOf(used));
    }

    /** Past white space and comments; false at the end. */
    private boolean skipBlank() {
        while (at < text.length()) {
            if (text.startsWith("/*", at)) {
                at = after("*/", at + 2, "comment");
            } else if (" \t\n\r".indexOf(text.charAt(at)) >= 0) {
                at++;
            } else {
                return true;
            }
        }
        return false;
    }

    private void token() {
        var c = text.charAt(at);
        if (c == '/' && !operandBefore) regex();
        else if (c == '"' || c == '\'') quoted(c);
        else if (c == '`') operand(after("`", at + 1, "quoted name"));
        else if (OPERATORS.indexOf(c) >= 0) operator();
        else if (c >= '0' && c <= '9') number();
        else word();
    }

    private void quoted(char quote) {
        var end = at + 1;
        while (end < text.length() && text.charAt(end) != quote) end += text.charAt(end) == '\\' ? 2 : 1;
        if (end >= text.length()) throw wrong("a text without closing quote");
        operand(end + 1);
    }

    private void operator() {
        var two = text.substring(at, Math.min(at + 2, text.length()));
        previous = PAIRS.contains(two) ? two : two.substring(0, 1);
        at += previous.length();
        operandBefore = ")]}".contains(previous) || (!operandBefore && OPERAND_SIGNS.contains(previous));
    }

    /** No further than the engine reads it: in {@code 1or/a/} a word comes right behind it. */
    private void number() {
        var number = NUMBER.matcher(text).region(at, text.length());
        operand(number.lookingAt() ? number.end() : at + 1);
    }

    private void word() {
        var end = at;
        while (end < text.length() && " \t\n\r".indexOf(text.charAt(end)) < 0 && !isOperator(end)) end++;
        var word = text.substring(at, end);
        var wordOperator = operandBefore && WORD_OPERATORS.contains(word);
        if (word.length() > 1 && word.charAt(0) == '$') variable(word.substring(1), end);
        operand(end);
        if (wordOperator) operandBefore = false;
    }

    private boolean isOperator(int position) {
        return OPERATORS.indexOf(text.charAt(position)) >= 0;
    }

    private void variable(String name, int end) {
        if (name.indexOf(ExpressionSource.REGEX_MARK) >= 0) throw wrong("this variable name is taken");
        var next = end;
        while (next < text.length() && " \t\n\r".indexOf(text.charAt(next)) >= 0) next++;
        if (text.startsWith("(", next)) call(name);
        else if (text.startsWith(":=", next) || isDeclared()) assigned.add(name);
        else if (!"$".equals(name)) used.add(name);
    }

    private void call(String name) {
        if (OwnFunctions.FORBIDDEN.contains(name)) {
            throw wrong("$" + name + " is not available: an expression must answer the same for the same input");
        }
        called.add(name);
    }

    /** Behind {@code @} and {@code #}, and in the list of a function's parameters. */
    private boolean isDeclared() {
        return "@".equals(previous) || "#".equals(previous) || inParameters();
    }

    private boolean inParameters() {
        var open = text.lastIndexOf('(', at);
        if (open < 0 || text.substring(open + 1, at).matches("(?s).*[^\\s$\\w,].*")) return false;
        var before = text.substring(0, open).stripTrailing();
        return before.endsWith("function") || before.endsWith("λ");
    }

    private void regex() {
        var end = at + 1;
        var depth = 0;
        while (end < text.length() && (text.charAt(end) != '/' || depth > 0)) {
            depth += "([{".indexOf(text.charAt(end)) >= 0 ? 1 : ")]}".indexOf(text.charAt(end)) >= 0 ? -1 : 0;
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= text.length()) throw wrong("a regular expression without closing slash");
        var flags = end + 1;
        while (flags < text.length() && "im".indexOf(text.charAt(flags)) >= 0) flags++;
        replace(text.substring(at + 1, end), text.substring(end + 1, flags), flags);
    }

    private void replace(String pattern, String flags, int end) {
        if (regexes.size() == ExpressionSource.REGEXES_MAX) throw wrong("too many regular expressions");
        if (pattern.isEmpty()) throw wrong("an empty regular expression");
        if (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) throw wrong("unknown flag");
        var name = "$" + ExpressionSource.regexName(regexes.size());
        safe.replace(at, end, name + " ".repeat(end - at - name.length()));
        try {
            regexes.add(Regex.of(pattern, flags));
        } catch (RuntimeException e) {
            throw wrong("this regular expression is not possible here: " + e.getMessage());
        }
        operand(end);
    }

    private void operand(int end) {
        at = end;
        previous = "";
        operandBefore = true;
    }

    private int after(String closing, int from, String what) {
        var end = text.indexOf(closing, from);
        if (end < 0) throw wrong("a " + what + " without end");
        return end + closing.length();
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("column " + (at + 1) + ": " + what);
    }
}
