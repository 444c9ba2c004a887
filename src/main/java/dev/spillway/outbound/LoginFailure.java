package dev.spillway.outbound;

import dev.spillway.connector.Outcome;

/** Why there is no login. Carries no stack trace. */
final class LoginFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Outcome outcome;

    LoginFailure(Outcome outcome) {
        super(outcome.reason(), null, false, false);
        this.outcome = outcome;
    }

    Outcome outcome() {
        return outcome;
    }
}
