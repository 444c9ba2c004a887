package dev.spillway.lane;

import java.time.Duration;
import java.time.Instant;

/**
 * A verdict in the numbers that the script wants.
 *
 * @param gone whether the delivery leaves the lane
 * @param aside why it lets others pass; empty if it does not
 * @param delayMs until its next turn; 0 if it is gone
 * @param attempts how many count by now
 * @param ambiguous whether one of them may have arrived
 * @param since when the first such began
 * @param dead whether it was given up
 */
record Ending(boolean gone, String aside, long delayMs, int attempts, boolean ambiguous, Instant since, boolean dead) {
    /** The delivery leaves the lane: it has happened. */
    static final Ending GONE = new Ending(true, "", 0, 0, false, Instant.EPOCH, false);

    /** The delivery leaves the lane: it was given up. */
    static final Ending DEAD = new Ending(true, "", 0, 0, false, Instant.EPOCH, true);

    static Ending of(Attempt attempt, Verdict verdict) {
        if (verdict instanceof Verdict.Retry retry) {
            var attempts = retry.spent() ? attempt.number() : attempt.number() - 1;
            return new Ending(false, "", ms(retry.delay()), attempts, retry.ambiguous(), attempt.since(), false);
        }
        if (verdict instanceof Verdict.Park park) return untouched(attempt, "", park.delay());
        if (verdict instanceof Verdict.PutOff off) return untouched(attempt, off.why(), off.delay());
        return verdict instanceof Verdict.Dead ? DEAD : GONE;
    }

    private static Ending untouched(Attempt attempt, String aside, Duration delay) {
        return new Ending(false, aside, ms(delay), attempt.number() - 1, attempt.ambiguous(), attempt.since(), false);
    }

    private static long ms(Duration delay) {
        return Math.max(1, delay.toMillis());
    }

    /** What becomes of it, as the script is told. */
    String word() {
        return gone ? "gone" : aside.isEmpty() ? "again" : aside;
    }

    /** What the next attempt is told of those before, see {@code lane.lua}. */
    String mark() {
        return ambiguous ? since.toEpochMilli() + ":1" : "0";
    }
}
