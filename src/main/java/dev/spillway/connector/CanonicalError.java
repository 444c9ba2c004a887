package dev.spillway.connector;

import dev.spillway.connector.Outcome.Kind;

/** What an outcome rule may say. {@code done} is not among them: it needs a value, which only {@code out} can make. */
enum CanonicalError {
    /** {@link Kind#NOT_FOUND}. */
    NOT_FOUND(Kind.NOT_FOUND),
    /** {@link Kind#DUPLICATE}. */
    DUPLICATE(Kind.DUPLICATE),
    /** {@link Kind#AUTH_EXPIRED}. */
    AUTH_EXPIRED(Kind.AUTH_EXPIRED),
    /** {@link Kind#AUTH_REVOKED}. */
    AUTH_REVOKED(Kind.AUTH_REVOKED),
    /** {@link Kind#THROTTLED}. */
    THROTTLED(Kind.THROTTLED),
    /** {@link Kind#CONTACT_THROTTLED}. */
    CONTACT_THROTTLED(Kind.CONTACT_THROTTLED),
    /** {@link Kind#QUOTA_EXHAUSTED}. */
    QUOTA_EXHAUSTED(Kind.QUOTA_EXHAUSTED),
    /** {@link Kind#LOCKED}. */
    LOCKED(Kind.LOCKED),
    /** {@link Kind#INVALID}. */
    INVALID(Kind.INVALID),
    /** {@link Kind#CONFIG}. */
    CONFIG(Kind.CONFIG),
    /** {@link Kind#UNAVAILABLE}. */
    UNAVAILABLE(Kind.UNAVAILABLE),
    /** {@link Kind#AMBIGUOUS}. */
    AMBIGUOUS(Kind.AMBIGUOUS),
    /** {@link Kind#PARTIAL}. */
    PARTIAL(Kind.PARTIAL);

    private final Kind kind;

    CanonicalError(Kind kind) {
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
