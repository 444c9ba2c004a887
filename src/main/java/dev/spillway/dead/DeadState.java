package dev.spillway.dead;

import java.util.Locale;

/**
 * Where a letter is. The names in lower case are what Postgres keeps.
 *
 * <pre>
 *              redrive
 *   waiting ───────────► redriven     dies again: waiting
 *      │                    ▲
 *      └──► dropped ────────┘ redrive of state=dropped
 * </pre>
 */
public enum DeadState {
    /** Nobody has done anything about it. */
    WAITING,
    /** Put back: it is on its way, or has arrived. */
    REDRIVEN,
    /** Nobody wants it any more. */
    DROPPED;

    /** The stored form. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static DeadState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
