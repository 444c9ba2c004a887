package dev.spillway.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function's arguments, as the engine's signature check has let them through. */
record Arguments(List<?> list) {
    /** Null if it is missing or undefined. */
    @Nullable
    Object at(int index) {
        return index < list.size() ? list.get(index) : null;
    }

    Object required(int index) {
        var value = at(index);
        if (value == null) throw new ExpressionException("argument " + (index + 1) + " of a function is missing");
        return value;
    }

    String text(int index) {
        if (required(index) instanceof String text) return text;
        throw new ExpressionException("argument " + (index + 1) + " of a function must be a text");
    }

    Regex regex(int index) {
        if (required(index) instanceof Regex regex) return regex;
        throw new ExpressionException("argument " + (index + 1) + " of a function must be a regular expression");
    }

    int number(int index) {
        if (required(index) instanceof Number number) return number.intValue();
        throw new ExpressionException("argument " + (index + 1) + " of a function must be a number");
    }

    /** How many at most; no bound if it is missing. */
    int limit(int index) {
        if (at(index) == null) return Integer.MAX_VALUE;
        var limit = number(index);
        if (limit < 0) throw new ExpressionException("a limit must not be negative");
        return limit;
    }
}
