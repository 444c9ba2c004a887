package dev.spillway.flow;

import dev.spillway.json.Expression;
import dev.spillway.yaml.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the texts of one flow file; what is wrong with them becomes a problem of their key.
 *
 * @param flow its name
 */
record FlowTools(String flow, Problems problems) {
    private static final Expression NOTHING = Expression.compile("{}");

    /** Through a parser whose {@link IllegalArgumentException} says what is wrong; empty if there is no text. */
    <T> Optional<T> parsed(String key, @Nullable String text, Function<String, T> parser) {
        try {
            return Optional.ofNullable(text).map(parser);
        } catch (IllegalArgumentException e) {
            problems.add(key, String.valueOf(e.getMessage()), "");
            return Optional.empty();
        }
    }

    <T> List<T> parsedAll(String key, List<String> texts, Function<String, T> parser) {
        var parsed = new ArrayList<T>();
        for (var i = 0; i < texts.size(); i++) {
            parsed(key + "[" + i + "]", texts.get(i), parser).ifPresent(parsed::add);
        }
        return parsed;
    }

    /** An expression that may be left out. */
    @Nullable
    Formula expression(String key, @Nullable String text) {
        return parsed(key, text, FlowTools::expression)
                .map(it -> formula(key, it))
                .orElse(null);
    }

    /** An expression that yields an operation's input. */
    Formula input(String key, String text) {
        return formula(key, parsed(key, text, FlowTools::expression).orElse(NOTHING));
    }

    private Formula formula(String key, Expression expression) {
        return new Formula(flow + "." + key, expression);
    }

    /** Compiles, and refuses variables, since flows bind none. */
    private static Expression expression(String text) {
        var expression = Expression.compile(text);
        if (expression.variables().isEmpty()) return expression;
        throw new IllegalArgumentException("nothing binds " + expression.variables() + "; write names without $");
    }

    String matching(String key, String text, Pattern form, String rule) {
        if (!form.matcher(text).matches()) problems.add(key, "must be " + rule + ", was " + text, "");
        return text;
    }
}
