package dev.spillway.outbound;

import dev.spillway.connector.Outcome;
import dev.spillway.lane.Attempt;
import java.time.Duration;
import java.time.Instant;

/**
 * An attempt at a delivery that has ended.
 *
 * @param at when it ended
 * @param took how long it took, with all its waiting
 * @param throttles how often in a row the destination has asked for a pause by now, this time included
 * @param together how many deliveries went out as one
 */
record Tried(Attempt attempt, Ending ending, Instant at, Duration took, int throttles, int together) {
    /** One that went alone. */
    Tried(Attempt attempt, Ending ending, Instant at, Duration took, int throttles) {
        this(attempt, ending, at, took, throttles, 1);
    }

    /** Whether it may have reached the destination, this time or before. */
    boolean ambiguous() {
        var kind = ending.outcome().kind();
        return attempt.ambiguous() || ending.wrote() || kind == Outcome.Kind.AMBIGUOUS || kind == Outcome.Kind.PARTIAL;
    }

    /** Whether a part of the work is done, this time or before. */
    boolean halfway() {
        return ending.halfway() || !attempt.progress().isEmpty();
    }

    /** What the destination said, in words of its connector. */
    String reason() {
        var outcome = ending.outcome();
        return outcome.code().isEmpty() ? outcome.reason() : outcome.reason() + " (" + outcome.code() + ")";
    }
}
