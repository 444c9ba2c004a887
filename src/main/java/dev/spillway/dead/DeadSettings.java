package dev.spillway.dead;

import java.time.Duration;

/**
 * Dead letters.
 *
 * @param redrivePerSecond most letters that a job puts back in a second, on each node, 1..200
 * @param pollInterval how often the letters are counted for the metrics, PT1S..PT5M
 * @param keepDays for how long letters are kept after they were redriven or dropped, 1..3650; waiting ones are kept for ever
 */
public record DeadSettings(int redrivePerSecond, Duration pollInterval, int keepDays) {
    public DeadSettings {
        check("redrivePerSecond", redrivePerSecond, 1, 200);
        check("pollInterval in ms", pollInterval.toMillis(), 1000, 300_000);
        check("keepDays", keepDays, 1, 3650);
    }

    private static void check(String key, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("dead." + key + " must be " + min + ".." + max + ", was " + value);
        }
    }
}
