package dev.spillway.inbox;

/** What the inbox did with an event. */
public enum Receipt {
    /** New, and durable now. */
    ACCEPTED,
    /** Seen before; nothing was written. */
    DUPLICATE,
    /** Not stored, or nobody knows: the provider must come again, and a repeat will come through. */
    FAILED
}
