package dev.spillway.event;

/**
 * A failure that we expect and know how to answer. Carries no stack trace: anything that deserves one is a defect and is
 * thrown as something else.
 */
public final class GatewayException extends RuntimeException {
    /** Who is to blame and what the caller should do. */
    public enum Kind {
        /** The input is wrong; repeating it will not help. */
        REJECTED,
        /** We have taken all we can hold; come again later. */
        OVERLOADED,
        /** A store or a service we need is away; come again later. */
        UNAVAILABLE,
        /** Another node owns the shard by now; whatever was written is void. */
        FENCED
    }

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    public GatewayException(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
