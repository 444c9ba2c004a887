package dev.spillway.ledger;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses between tries: 100 ms, doubling up to a maximum, each between half and the whole of it by chance. */
record Backoff(Duration max) {
    private static final long FIRST_MS = 100;

    /** The pause after so many failures in a row, counted from 0; 1 or more. */
    long pauseMs(int failures) {
        var pause = Math.min(max.toMillis(), FIRST_MS << Math.min(failures, 20));
        return Math.max(1, pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1));
    }
}
