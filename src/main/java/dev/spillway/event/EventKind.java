package dev.spillway.event;

import java.time.Duration;

/**
 * What an event is about. The {@link #code()} goes into stored entries: codes are never reused and never change.
 *
 * <p>{@link #dedupeTtl()} is how long a repeat is recognised by Redis alone: 48 h where the provider stamps events
 * (older repeats are told apart by Postgres), 8 days where it does not, one more than the 7 days Meta repeats for.
 */
public enum EventKind {
    /** A person wrote to the business. */
    MESSAGE(1, true),
    /** What became of a message the business sent. */
    STATUS(2, true),
    /** The business wrote from its phone app; never answered. */
    ECHO(3, true),
    /** One message of the past, synchronised when a phone app number is connected. */
    HISTORY(4, true),
    /** A call began, ended or changed state. */
    CALL(5, true),
    /** A person stopped or resumed a category of messages. */
    PREFERENCE(6, true),
    /** A person's business-scoped id changed. */
    USER_ID(7, true),
    /** A contact of the business' phone app was added or removed. */
    CONTACT_SYNC(8, true),
    /** Template state, quality, category or text changed. */
    TEMPLATE(9, true),
    /** A business number's quality, name or user name changed. */
    PHONE_NUMBER(10, true),
    /** Account state, capability, alert or review. */
    ACCOUNT(11, true),
    /** Two-step PIN requested or changed. */
    SECURITY(12, true),
    /** A WhatsApp Flow changed state or misbehaves. */
    FLOW(13, true),
    /** A payment configuration changed. */
    PAYMENT_CONFIGURATION(14, true),
    /** An error of the provider that belongs to no message. */
    ERROR(15, false),
    /** Well signed and readable, but of a kind this version does not know; kept and forwarded as it is. */
    OPAQUE(16, false),
    /** Well signed but no JSON, or no known envelope; kept whole. */
    UNREADABLE(17, false),
    /** Made by us: the answer of a look-up that outlived its flow. */
    RESULT(18, false),
    /** Made by us: a dead letter that a person puts back. */
    REDRIVE(19, false),
    /** A backend told of a change, by a webhook of its own; its time may be missing. */
    BACKEND(20, false),
    /** What a person allows changed; whoever told it, this is the one form in which all learn of it. */
    CONSENT(21, false),
    /** A business system wants a message sent; its type tells how long a repeat is recognised, see {@link Event#dedupeTtl()}. */
    SEND(22, false);

    private static final Duration STAMPED = Duration.ofDays(2);
    private static final Duration UNSTAMPED = Duration.ofDays(8);
    private static final EventKind[] BY_CODE = new EventKind[32];

    static {
        for (var kind : values()) BY_CODE[kind.code] = kind;
    }

    private final int code;
    private final boolean stamped;

    EventKind(int code, boolean stamped) {
        this.code = code;
        this.stamped = stamped;
    }

    /** The stored form, 1..31. */
    public int code() {
        return code;
    }

    /** How long the dedupe key lives in Redis. */
    public Duration dedupeTtl() {
        return stamped ? STAMPED : UNSTAMPED;
    }

    /** The kind of a stored code; {@link #OPAQUE} for a code that a newer version wrote. */
    public static EventKind ofCode(int code) {
        var kind = code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
        return kind == null ? OPAQUE : kind;
    }
}
