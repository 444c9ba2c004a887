package dev.spillway.event;

/**
 * Names one event for ever: 32 lower-case hex digits, the first 128 bits of SHA-256 over source and dedupe key. A repeat
 * of an event therefore has the same id, and so have all the idempotency keys made from it.
 */
public record EventId(String value) {
    private static final int DIGITS = 32;

    public EventId {
        if (!isOne(value)) {
            throw new IllegalArgumentException("an event id is 32 lower-case hex digits");
        }
    }

    /** Whether a text has the form of an event id. */
    public static boolean isOne(String text) {
        return Hex.isOf(DIGITS, text);
    }

    /** The id of a piece of work that belongs to this event; the same step always gets the same id. */
    public String step(String step) {
        return value + "." + step;
    }

    @Override
    public String toString() {
        return value;
    }
}
