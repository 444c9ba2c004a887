package dev.spillway.json;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.JFunction;
import java.util.regex.Pattern;

/** Builds engines, and puts what they throw into words that hold no data. */
final class Engines {
    /** Of what fails on the data without saying more. */
    static final String SHAPE = "the data does not have the shape the expression expects";

    private static final Pattern CODE = Pattern.compile("[A-Z]\\d{4}");

    private Engines() {}

    static Jsonata of(ExpressionSource source) {
        var engine = parsed(source.text());
        engine.setValidateInput(false);
        engine.setOutputConvertNulls(false);
        OwnFunctions.BY_NAME.forEach(engine::registerFunction);
        OwnFunctions.FORBIDDEN.forEach(name -> engine.assign(name, null));
        for (var i = 0; i < source.regexes().size(); i++) {
            engine.registerFunction(
                    ExpressionSource.regexName(i), (JFunction) source.regexes().get(i));
        }
        return engine;
    }

    private static Jsonata parsed(String text) {
        try {
            return Jsonata.jsonata(text);
        } catch (JException e) {
            throw new IllegalArgumentException("column " + Math.max(1, e.getLocation()) + ": " + e.getMessage());
        } catch (RuntimeException | StackOverflowError e) {
            throw new IllegalArgumentException("not an expression");
        }
    }

    /** The engine's sentence with its blanks left blank: it would fill in values. */
    static String explain(JException e, String text) {
        var raised = e.getCurrent() instanceof String message && text.contains(message) ? message : "";
        if ("D3137".equals(e.getError()) || "D3141".equals(e.getError())) return "the expression gave up: " + raised;
        var code = String.valueOf(e.getError());
        var what = CODE.matcher(code).matches() ? JException.msg(code, -1, "…", "…") : "the evaluation failed";
        return e.getLocation() > 0 ? "column " + e.getLocation() + ": " + what : what;
    }

    /** Ours, if a function was called in a way that wraps what it throws: a comparison of {@code $sort}. */
    static RuntimeException ownWithin(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ExpressionException own) return own;
            if (cause instanceof Turn.OverTime over) return over;
        }
        return new ExpressionException(SHAPE);
    }

    /** The library throws bare errors where it meets an unexpected type; those of the machine go on. */
    static ExpressionException translated(Error e) {
        if (e.getClass() != Error.class && !(e instanceof AssertionError)) throw e;
        return new ExpressionException(SHAPE);
    }
}
