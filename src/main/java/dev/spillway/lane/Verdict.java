package dev.spillway.lane;

import java.time.Duration;

/** What a lane does with a delivery after an attempt. */
public sealed interface Verdict {
    /** It has happened; forget it. */
    record Done() implements Verdict {}

    /**
     * Try again later; the contact's next deliveries to this destination wait behind it.
     *
     * @param delay from now, by Redis time
     * @param spent whether the attempt counts towards the maximum
     * @param ambiguous whether it may have reached the destination
     */
    record Retry(Duration delay, boolean spent, boolean ambiguous, String reason) implements Verdict {}

    /** Put it back untouched; the caller has paused the whole destination. Spends no attempt. */
    record Park(Duration delay, String reason) implements Verdict {}

    /**
     * Put it off: the contact's next deliveries to this destination pass it, those put off for the same reason keep their order.
     * Spends no attempt.
     *
     * @param delay from now, by Redis time
     * @param why a word: a gate, or one with what it waits for
     */
    record PutOff(Duration delay, String why) implements Verdict {}

    /** Give up; it becomes a dead letter. */
    record Dead(String reason) implements Verdict {}
}
