package dev.spillway.ingress;

import java.util.Locale;

/** Why a request was not answered with 200. The first group are refusals, the last group failures of ours. */
public enum Reason {
    /** No source of that name. */
    UNKNOWN_SOURCE,
    /** A method the path does not know. */
    METHOD,
    /** The handshake's mode or token is wrong. */
    WRONG_TOKEN,
    /** No signature at all. */
    MISSING_SIGNATURE,
    /** A signature of another form or algorithm. */
    MALFORMED_SIGNATURE,
    /** A signature that none of the secrets makes. */
    WRONG_SIGNATURE,
    /** Rightly signed, but so long ago that somebody may be playing it again. */
    STALE_SIGNATURE,
    /** Rightly signed, no JSON, and its source wants such refused. */
    NOT_JSON,
    /** Rightly signed, not what its source's file says, and the file wants such refused. */
    MISFIT,
    /** The body is longer than we take. */
    TOO_LARGE,
    /** The body did not arrive in time. */
    TOO_SLOW,
    /** Bodies in flight fill the memory we give them. */
    OVERLOADED,

    /** The sender left before the body was whole. */
    GONE,
    /** The inbox failed. */
    INBOX_FAILED,
    /** The inbox did not answer in time. */
    INBOX_LATE,
    /** The inbox could not append some of the events. */
    PARTLY_FAILED,
    /** A mistake in this program. */
    DEFECT;

    private final String tag = name().toLowerCase(Locale.ROOT);

    /** Whether we could have taken it but did not manage to. */
    boolean isFailure() {
        return compareTo(GONE) >= 0;
    }

    /** The word for metrics and replies. */
    String tag() {
        return tag;
    }
}
