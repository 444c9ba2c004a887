package dev.spillway.connector;

/**
 * Leaves the depth of an operation with its outcome. Never leaves the room: {@link Plan} catches it at its two doors. Carries
 * no stack trace.
 */
final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Outcome outcome;
    private final boolean wrote;

    Ended(Outcome outcome) {
        this(outcome, false);
    }

    private Ended(Outcome outcome, boolean wrote) {
        super(outcome.reason(), null, false, false);
        this.outcome = outcome;
        this.wrote = wrote;
    }

    static Ended with(Outcome.Kind kind, String reason) {
        return new Ended(Outcome.of(kind, reason));
    }

    /** The same, after a write that was answered as done. */
    Ended afterWrite() {
        return new Ended(outcome, true);
    }

    boolean wrote() {
        return wrote;
    }

    Outcome outcome() {
        return outcome;
    }
}
