package dev.spillway.media;

import dev.spillway.connector.Outcome;

/** Why a file did not arrive. The message names no person and no address. */
final class MediaFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Outcome.Kind kind;

    MediaFailure(Outcome.Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    Outcome outcome() {
        return Outcome.of(kind, String.valueOf(getMessage()));
    }
}
