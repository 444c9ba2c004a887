package dev.spillway.whatsapp;

import java.util.Arrays;

/**
 * What is known of a message we sent. Only ever goes up, so that statuses may come late, twice and in any order:
 *
 * <pre>
 * UNKNOWN -1 ─► ACCEPTED 0 ─► SENT 1 ─► FAILED 2 ─► DELIVERED 3 ─► READ 4 ─► PLAYED 5
 * </pre>
 *
 * <p>FAILED stands above SENT, so that a late {@code sent} does not revive a failed message, and below DELIVERED, because a
 * phone that has shown the message knows better. The state after any statuses is the highest of them.
 */
public enum MessageState {
    /** A word this version does not know, or one that tells nothing of the message itself (a payment's, a call's). */
    UNKNOWN(-1, ""),
    /** Meta has taken the message; its answer to the send says so. */
    ACCEPTED(0, "accepted"),
    /** It left Meta's servers. */
    SENT(1, "sent"),
    /** It will not arrive. */
    FAILED(2, "failed"),
    /** It is on a device. */
    DELIVERED(3, "delivered"),
    /** It was opened. */
    READ(4, "read"),
    /** A voice message was played. */
    PLAYED(5, "played");

    private final int rank;
    private final String word;

    MessageState(int rank, String word) {
        this.rank = rank;
        this.word = word;
    }

    /** The state a status names; {@link #UNKNOWN} for any other word. */
    public static MessageState of(String status) {
        return Arrays.stream(values())
                .filter(state -> state != UNKNOWN && state.word.equals(status))
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** Higher ranks replace lower ones, -1..5. */
    public int rank() {
        return rank;
    }

    /** The provider's word; empty for {@link #UNKNOWN}. */
    public String word() {
        return word;
    }

    /** The state after this one and the other were both seen, in whatever order. */
    public MessageState and(MessageState other) {
        return other.rank > rank ? other : this;
    }
}
