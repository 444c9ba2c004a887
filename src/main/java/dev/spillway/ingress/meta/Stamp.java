package dev.spillway.ingress.meta;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Provider times: unix seconds, or milliseconds where the number is too great for seconds. */
final class Stamp {
    /** In seconds the year 5138, in milliseconds the year 1973. */
    private static final long SECONDS_MAX = 100_000_000_000L;

    private static final long MILLIS_MAX = SECONDS_MAX * 1000;
    private static final int DIGITS_MAX = 15;

    private Stamp() {}

    /** Null for a text that is no such number. */
    static @Nullable Instant of(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > DIGITS_MAX) return null;
        if (!text.chars().allMatch(c -> c >= '0' && c <= '9')) return null;
        return of(Long.parseLong(text));
    }

    private static @Nullable Instant of(long number) {
        if (number == 0 || number > MILLIS_MAX) return null;
        return number > SECONDS_MAX ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
    }
}
