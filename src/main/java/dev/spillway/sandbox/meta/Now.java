package dev.spillway.sandbox.meta;

import java.time.Clock;
import java.time.Instant;

/** The time in the units in which Meta's rules are kept here. Never goes back, not even when the clock does. */
final class Now {
    private final Clock clock;
    private long lastUs;

    Now(Clock clock) {
        this.clock = clock;
    }

    /** Microseconds since 1970. */
    long us() {
        lastUs = Math.max(lastUs, us(clock.instant()));
        return lastUs;
    }

    long ms() {
        return us() / 1_000;
    }

    static long us(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }
}
