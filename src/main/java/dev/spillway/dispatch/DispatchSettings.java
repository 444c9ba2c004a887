package dev.spillway.dispatch;

import dev.spillway.limit.Backoff;
import java.time.Duration;

/**
 * How accepted events are run.
 *
 * @param inFlightMax events read and not done with; about the number of shards, or 15, more for a moment
 * @param readEachMax events read from one shard at a time
 * @param doorsFirst while half of the webhooks take longer than this to be answered, fewer events are begun; up to four times
 *     as long once those that were accepted wait for some tenths of a second; zero: never
 * @param runTimeout after it a run counts as failed
 * @param attemptsMax failed runs after which an event becomes a dead letter
 * @param holdMax how long a contact's later events wait behind one that fails, counted from its first failure, or
 *     from when its shard was taken over or Redis came back
 * @param overflowUnknownMax how long a shard's events wait after a take-over, or after Redis was away, for Postgres to say
 *     whether earlier ones are in the overflow inbox
 * @param backoff pause after a failed run
 * @param sessionTtl how long a contact's session is remembered after it last changed
 * @param homeTtl how long it is remembered which phone and user id are one person, after they were last seen, >= P1D
 * @param lease how nodes share the shards
 * @param stopGrace how long runs in flight may take to end when the node stops
 */
public record DispatchSettings(
        int inFlightMax,
        int readEachMax,
        Duration doorsFirst,
        Duration runTimeout,
        int attemptsMax,
        Duration holdMax,
        Duration overflowUnknownMax,
        Backoff backoff,
        Duration sessionTtl,
        Duration homeTtl,
        LeaseSettings lease,
        Duration stopGrace) {
    public DispatchSettings {
        between("dispatch.inFlightMax", inFlightMax, 1, 100_000);
        between("dispatch.readEachMax", readEachMax, 1, 1_000);
        between("dispatch.attemptsMax", attemptsMax, 1, 1_000);
        if (doorsFirst.isNegative()) {
            throw new IllegalArgumentException("dispatch.doorsFirst must not be negative, was " + doorsFirst);
        }
        positive("dispatch.runTimeout", runTimeout);
        positive("dispatch.sessionTtl", sessionTtl);
        if (homeTtl.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("dispatch.homeTtl must be at least P1D, was " + homeTtl);
        }
        positive("dispatch.holdMax", holdMax);
        positive("dispatch.overflowUnknownMax", overflowUnknownMax);
    }

    private static void between(String key, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(key + " must be " + min + ".." + max + ", was " + value);
        }
    }

    private static void positive(String key, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(key + " must be longer than PT0S, was " + value);
        }
    }
}
