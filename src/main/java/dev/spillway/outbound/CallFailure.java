package dev.spillway.outbound;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why there is no reply. Carries no stack trace and nothing personal. */
final class CallFailure extends RuntimeException {
    /** What is known about where the call got to. */
    enum Kind {
        /** It never left the house: breaker open, queue full, no token in time. Says nothing about the destination. */
        REFUSED,
        /** It never left the house: a limit that is not the whole destination's is used up. Others may go. */
        HELD,
        /** It never left the house: the lease of its shard is not held beyond doubt, another node may be at it. */
        NO_LEASE,
        /** There was no connection: refused, unknown host, handshake failed, too slow. The destination saw nothing. */
        NOT_SENT,
        /** The connection was there, and then broke or fell silent: nobody knows what the destination did. */
        NO_ANSWER,
        /** A reply came and is larger than allowed. The destination did whatever it was asked to. */
        TOO_LARGE;

        /** The form in metrics. */
        String tag() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String reason;
    private final transient @Nullable Duration comeAgain;

    CallFailure(Kind kind, String message) {
        this(kind, message, null);
    }

    CallFailure(Kind kind, String message, @Nullable Duration comeAgain) {
        super(message, null, false, false);
        this.kind = kind;
        this.reason = message;
        this.comeAgain = comeAgain;
    }

    Kind kind() {
        return kind;
    }

    /** Why, in words of ours. */
    String reason() {
        return reason;
    }

    /** When it may be worth trying again; null if nobody knows. */
    @Nullable
    Duration comeAgain() {
        return comeAgain;
    }
}
