package dev.spillway.json;

import java.util.List;
import java.util.Set;

/**
 * An expression's text, made safe for the engine: each regular expression is replaced by a variable of the same length, so
 * that positions stay true and the JDK's regular expressions are never reached.
 *
 * @param text for the engine
 * @param regexes bound to the variables {@link #regexName(int)}
 * @param variables that are used but not assigned, without dollar signs; somebody has to bind them
 */
record ExpressionSource(String text, List<Regex> regexes, Set<String> variables) {
    static final int REGEXES_MAX = 36;

    /** A letter that nobody uses for own variables; {@link ExpressionScanner} refuses it. */
    static final char REGEX_MARK = 'ρ';

    /** One character behind the mark: the shortest literal, {@code /a/}, has room for three. */
    static String regexName(int index) {
        return REGEX_MARK + Integer.toString(index, REGEXES_MAX);
    }
}
