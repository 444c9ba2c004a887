package dev.spillway.gate;

/** How a gate applies to a class. Not every gate knows every one, see {@link Gate#modes}. */
public enum Mode {
    /** Not at all. */
    PASS,
    /** What it holds against a message refuses it. */
    REFUSE,
    /** What it holds against a message puts it off until it holds no longer. */
    POSTPONE,
    /** A template goes out in its place; where none is configured it is refused. */
    TEMPLATE,
    /** Refuses what was asked for before the person opted out; what answers a later message of theirs passes. */
    EARLIER,
    /** Applies outside the 24 hours only. */
    OUTSIDE
}
