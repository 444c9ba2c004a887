package dev.spillway.event;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The absolute end of a piece of work, handed down so that each hop asks what is left instead of starting its own count.
 *
 * @param clock tells what time it is
 * @param at the end
 */
public record Deadline(Clock clock, Instant at) {
    /** A deadline so long from now. */
    public static Deadline after(Clock clock, Duration budget) {
        return new Deadline(clock, clock.instant().plus(budget));
    }

    /** What is left, never negative. */
    public Duration remaining() {
        var left = Duration.between(clock.instant(), at);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Whether nothing is left. */
    public boolean passed() {
        return !clock.instant().isBefore(at);
    }

    /** The earlier of this deadline and so long from now. */
    public Deadline within(Duration budget) {
        var other = clock.instant().plus(budget);
        return other.isBefore(at) ? new Deadline(clock, other) : this;
    }
}
