package dev.spillway.lane;

/**
 * A verdict in the numbers that the script wants.
 *
 * @param gone whether the delivery leaves the lane
 * @param delayMs until its next turn; 0 if it is gone
 * @param attempts how many count by now
 * @param ambiguous whether one of them may have arrived
 * @param dead whether it was given up
 */
record Ending(boolean gone, long delayMs, int attempts, boolean ambiguous, boolean dead) {
    /** The delivery leaves the lane: it has happened. */
    static final Ending GONE = new Ending(true, 0, 0, false, false);

    /** The delivery leaves the lane: it was given up. */
    static final Ending DEAD = new Ending(true, 0, 0, false, true);

    static Ending of(Attempt attempt, Verdict verdict) {
        if (verdict instanceof Verdict.Retry retry) {
            var attempts = retry.spent() ? attempt.number() : attempt.number() - 1;
            return new Ending(false, Math.max(1, retry.delay().toMillis()), attempts, retry.ambiguous(), false);
        }
        if (verdict instanceof Verdict.Park park) {
            var delayMs = Math.max(1, park.delay().toMillis());
            return new Ending(false, delayMs, attempt.number() - 1, attempt.ambiguous(), false);
        }
        return verdict instanceof Verdict.Dead ? DEAD : GONE;
    }
}
