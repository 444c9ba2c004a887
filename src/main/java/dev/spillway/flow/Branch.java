package dev.spillway.flow;

import java.util.Locale;

/** How a flow went. */
enum Branch {
    /** Every step was taken. */
    DONE,
    /** Something was missing, and the contact was asked for it. */
    ASKED,
    /** The look-up found no such record. */
    NOT_FOUND,
    /** There is such a record, but not this contact's. */
    NOT_THEIRS,
    /** The look-up did not answer in time, or could not be made just now. */
    LATE,
    /** The look-up, an expression or a text failed in a way that waiting does not mend. */
    FAILED,
    /** The event is too old for an automatic reply; nothing was looked up or said. */
    OLD,
    /** There is nobody to reply to: no sender for the channel, no address, or a group. */
    UNREACHABLE,
    /** A late answer came after the same question had been answered; nothing was said. */
    ANSWERED;

    /** As in files, ledger and metrics. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
