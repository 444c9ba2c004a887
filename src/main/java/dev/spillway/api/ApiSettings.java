package dev.spillway.api;

import java.time.Duration;

/**
 * What business systems ask for.
 *
 * @param repeatsKnown how long a message is known, so that the same again is a repeat, PT1H..P8D; each costs a key in Redis for so long
 */
public record ApiSettings(Duration repeatsKnown) {
    private static final Duration MIN = Duration.ofHours(1);
    /** What Redis may have lost is asked for in Postgres for so long. */
    private static final Duration MAX = Duration.ofDays(8);

    public ApiSettings {
        if (repeatsKnown.compareTo(MIN) < 0 || repeatsKnown.compareTo(MAX) > 0) {
            throw new IllegalArgumentException("api.repeatsKnown must be PT1H..P8D, was " + repeatsKnown);
        }
    }
}
