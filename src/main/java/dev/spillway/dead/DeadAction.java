package dev.spillway.dead;

import java.util.Locale;

/** What people do about letters. */
public enum DeadAction {
    /** Puts them back with new attempts. */
    REDRIVE,
    /** Gives them up for good; they stay to be seen for a while. */
    DROP;

    /** As it stands in a URL. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
