package dev.spillway.lane;

/** What goes first when a destination cannot take everything. In this order; the name is the stored form. */
public enum Priority {
    /** A code somebody needs to get in: it is worth nothing in a minute. */
    AUTHENTICATION,
    /** A person is waiting. */
    INTERACTIVE,
    /** Somebody will act on it: tickets, leads, orders, payments, consents. */
    URGENT,
    /** Business as usual: notes, logs, reminders. */
    NORMAL,
    /** Campaigns and catching up. */
    BULK;

    /** Whether somebody sits there and waits. */
    public boolean isAwaited() {
        return compareTo(INTERACTIVE) <= 0;
    }

    /** The one that all others go before. */
    public static Priority lowest() {
        return BULK;
    }
}
