package dev.spillway.connector;

import org.jspecify.annotations.Nullable;

/**
 * Whether a webhook is the backend's.
 *
 * @param secret position of the secret that proves it; -1 if none does
 * @param flaw why it is not; null if it is
 */
public record Proof(int secret, @Nullable Flaw flaw) {
    /** What may be wrong with it. */
    public enum Flaw {
        /** There is no signature or token, or not all that belongs to it. */
        MISSING,
        /** None of the secrets makes it. */
        WRONG,
        /** Rightly signed, but so long ago, or so far ahead, that somebody may be playing it again. */
        STALE
    }

    static Proof by(int secret) {
        return new Proof(secret, null);
    }

    static Proof not(Flaw flaw) {
        return new Proof(-1, flaw);
    }
}
