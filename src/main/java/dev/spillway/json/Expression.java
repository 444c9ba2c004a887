package dev.spillway.json;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A compiled JSONata expression behind guards: 250 ms of processor time, depth 100, no value above 256 KB and no list above 10 000 items
 * (whatever it touches of the input, makes on the way or yields), regular expressions on RE2, no {@code $eval}, no clock and no chance. Safe to use from
 * any thread. {@link OwnFunctions} lists our functions.
 *
 * <p>Traps of the language: a sequence of one is the element itself, so a list is written {@code [ … ]}:
 * {@code [body.lines.sku]} is a list whether there are two lines, one or none; {@code body.lines.sku} is a text when there
 * is one. A missing value is undefined: its key is left out of an object, and {@code $not} of it is undefined too, which
 * counts as false: write {@code a ? false : true}. Numbers are binary fractions: money stays text,
 * {@code $decAdd} and {@code $decMul} reckon with it.
 */
public final class Expression {
    private static final int TEXT_MAX = 16 * 1024;

    private final String text;
    private final Jsonata engine;
    private final @Nullable PlainPath path;
    private final Set<String> variables;

    private Expression(String text, Jsonata engine, Set<String> variables) {
        this.text = text;
        this.engine = engine;
        this.path = PlainPath.of(text);
        this.variables = variables;
    }

    /**
     * Compiles once, at load. Throws {@link IllegalArgumentException} naming the column and what is wrong. Also runs it once
     * on nothing: the first run in a process was measured at 40 to 110 ms, which no customer should wait for.
     */
    public static Expression compile(String text) {
        if (text.isBlank()) throw new IllegalArgumentException("an expression must not be empty");
        if (text.length() > TEXT_MAX) throw new IllegalArgumentException("an expression longer than " + TEXT_MAX);
        var source = ExpressionScanner.scan(text);
        var expression = new Expression(text, Engines.of(source), source.variables());
        expression.warmUp();
        return expression;
    }

    /**
     * Evaluates. The result shares nothing mutable with the input; null is JSON's null or nothing at all.
     *
     * @param input what names without dollar sign are looked up in
     * @param bindings what {@code $name} stands for, without the dollar sign
     * @throws ExpressionException if it yields no value, and no other exception but {@link Turn.OverTime} within a turn
     */
    public @Nullable Object evaluate(Map<String, Object> input, Map<String, Object> bindings) {
        try {
            return guarded(input, bindings);
        } catch (StackOverflowError e) {
            throw new ExpressionException("nested too deeply");
        } catch (ExpressionException | Turn.OverTime e) {
            throw e;
        } catch (JException e) {
            throw new ExpressionException(Engines.explain(e, text));
        } catch (RuntimeException e) {
            throw Engines.ownWithin(e);
        } catch (Error e) {
            throw Engines.translated(e);
        }
    }

    /** Whether the result counts as true by JSONata's rules: not empty, zero, false or missing. */
    public boolean test(Map<String, Object> input, Map<String, Object> bindings) {
        return Jsonata.boolize(evaluate(input, bindings));
    }

    /** The variables somebody has to bind, without dollar signs. */
    public Set<String> variables() {
        return variables;
    }

    /** The source. */
    @Override
    public String toString() {
        return text;
    }

    private @Nullable Object guarded(Map<String, Object> input, Map<String, Object> bindings) {
        var weight = new Weight();
        var found = path == null ? PlainPath.GIVEN_UP : path.walk(input);
        if (found != PlainPath.GIVEN_UP) return weighed(found, weight);
        var frame = new Guard(weight).frame();
        bindings.forEach(frame::bind);
        return weighed(engine.evaluate(input, frame), weight);
    }

    private static @Nullable Object weighed(@Nullable Object result, Weight weight) {
        weight.check(result);
        return Plain.copy(result);
    }

    private void warmUp() {
        try {
            evaluate(Map.of(), Map.of());
        } catch (ExpressionException e) {
            // Most expressions want data; whether this one likes the data is seen when there is some.
        }
    }
}
