package dev.spillway.connector;

/**
 * Leaves the depth of an operation with its outcome. Never leaves the room: {@link Plan} catches it at its two doors. Carries
 * no stack trace.
 */
final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Outcome outcome;

    Ended(Outcome outcome) {
        super(outcome.reason(), null, false, false);
        this.outcome = outcome;
    }

    static Ended with(Outcome.Kind kind, String reason) {
        return new Ended(Outcome.of(kind, reason));
    }

    Outcome outcome() {
        return outcome;
    }
}
