package dev.spillway.json;

import com.dashjoin.jsonata.JException;

/**
 * An expression did not yield a value: it was cut off by a guard, or the data did not have the shape it expects. The
 * message tells which and where in the expression, never what the data was. Carries no stack trace.
 *
 * <p>It is one of the engine's own: what is not, the engine replaces on the right of an {@code and} or {@code or} by one that says
 * nothing of why.
 */
public final class ExpressionException extends JException {
    private static final long serialVersionUID = 1L;

    private final String message;

    ExpressionException(String message) {
        super(message);
        this.message = message;
    }

    /** The same, saying where the expression stands. */
    public ExpressionException at(String place) {
        return new ExpressionException(place + ": " + message);
    }

    @Override
    public String getMessage() {
        return message;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
