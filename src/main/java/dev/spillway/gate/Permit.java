package dev.spillway.gate;

import java.time.Instant;

/** What the gates say of a message. */
public sealed interface Permit {
    /** It may go. */
    record Pass(Cost cost) implements Permit {}

    /** A template goes in its place. */
    record Instead(GatesFile.Instead template, Cost cost) implements Permit {}

    /**
     * It has to wait.
     *
     * @param until when it is to be looked at again
     * @param code why, e.g. {@code quiet_hours}
     */
    record Postpone(Gate gate, Instant until, String code) implements Permit {}

    /**
     * It will not go.
     *
     * @param code why, e.g. {@code window_closed}
     */
    record Refuse(Gate gate, String code) implements Permit {}
}
