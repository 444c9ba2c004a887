package dev.spillway.gate;

import java.util.Locale;
import java.util.Set;

/** What a message passes before it leaves, in this order. */
public enum Gate {
    /** The person opted out. Wins over any consent. */
    SUPPRESSION,
    /** Free text needs a message or call of the person in the last 24 hours. */
    WINDOW,
    /** A template must be approved, not paused, and filled completely. */
    TEMPLATE,
    /** The person agreed to this class. */
    CONSENT,
    /** The provider says that the person has had enough advertising for now. */
    REST,
    /** People sleep. */
    QUIET_HOURS,
    /** The number has spent what it may in a day. */
    BUDGET;

    /** How it may be set for a class. */
    public Set<Mode> modes() {
        return switch (this) {
            case SUPPRESSION -> Set.of(Mode.PASS, Mode.REFUSE, Mode.EARLIER);
            case WINDOW -> Set.of(Mode.PASS, Mode.REFUSE, Mode.TEMPLATE);
            case CONSENT -> Set.of(Mode.PASS, Mode.REFUSE, Mode.OUTSIDE);
            case QUIET_HOURS -> Set.of(Mode.PASS, Mode.POSTPONE);
            case TEMPLATE, REST, BUDGET -> Set.of(Mode.PASS, Mode.REFUSE, Mode.POSTPONE);
        };
    }

    /** The form in the ledger and in metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
