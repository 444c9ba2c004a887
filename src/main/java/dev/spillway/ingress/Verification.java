package dev.spillway.ingress;

import org.jspecify.annotations.Nullable;

/**
 * Whether a webhook is the provider's.
 *
 * @param secret position of the secret that made the signature; -1 if none did
 * @param refusal why it is not; null if it is
 */
public record Verification(int secret, @Nullable Reason refusal) {
    /** Signed with the secret at a position. */
    public static Verification by(int secret) {
        return new Verification(secret, null);
    }

    /** Not the provider's. */
    public static Verification refused(Reason reason) {
        return new Verification(-1, reason);
    }
}
