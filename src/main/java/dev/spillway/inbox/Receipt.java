package dev.spillway.inbox;

/** What the inbox did with an event. */
public enum Receipt {
    /** New, and durable now. */
    ACCEPTED,
    /** Seen before; nothing was written. */
    DUPLICATE,
    /** Could not be appended, and no mark was left: a repeat will come through. */
    FAILED
}
