package dev.spillway.json;

/**
 * An expression did not yield a value: it was cut off by a guard, or the data did not have the shape it expects. The
 * message tells which and where in the expression, never what the data was. Carries no stack trace.
 */
public final class ExpressionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ExpressionException(String message) {
        super(message, null, false, false);
    }

    /** The same, saying where the expression stands. */
    public ExpressionException at(String place) {
        return new ExpressionException(place + ": " + getMessage());
    }
}
