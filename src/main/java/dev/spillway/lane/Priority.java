package dev.spillway.lane;

/** What goes first when a destination cannot take everything. In this order; the name is the stored form. */
public enum Priority {
    /** A person is waiting. */
    INTERACTIVE,
    /** Somebody will act on it: tickets, leads, orders, payments, consents. */
    URGENT,
    /** Business as usual: notes, logs, reminders. */
    NORMAL,
    /** Campaigns and catching up. */
    BULK;

    /** The one that all others go before. */
    public static Priority lowest() {
        return BULK;
    }
}
