package dev.spillway.lane;

/** What goes first when a destination cannot take everything. In this order; the name is the stored form. */
public enum Priority {
    /** A person is waiting. */
    INTERACTIVE,
    /** Business as usual: notes, tickets, reminders. */
    NORMAL,
    /** Campaigns and catching up. */
    BULK
}
