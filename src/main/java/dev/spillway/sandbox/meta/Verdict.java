package dev.spillway.sandbox.meta;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a message.
 *
 * @param refusal the error it is answered with; null = it is accepted
 * @param fate the error that a status tells afterwards; null = it is delivered
 * @param initiated whether the business speaks first: a template outside of the window
 * @param heldMs how long it is held back to assess the template's quality; 0 = not at all
 */
record Verdict(@Nullable MetaError refusal, @Nullable MetaError fate, boolean initiated, int heldMs) {

    static Verdict refused(MetaError refusal) {
        return new Verdict(refusal, null, false, 0);
    }

    /** The error's code; 0 = accepted. */
    int code() {
        return refusal == null ? 0 : refusal.code();
    }

    /** The code of what a status tells; 0 = nothing bad. */
    int fateCode() {
        return fate == null ? 0 : fate.code();
    }

    Optional<MetaError> error() {
        return Optional.ofNullable(refusal);
    }
}
