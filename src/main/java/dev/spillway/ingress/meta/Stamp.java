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
        var number = 0L;
        for (var i = 0; i < text.length(); i++) {
            var digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) return null;
            number = 10 * number + digit;
        }
        return of(number);
    }

    private static @Nullable Instant of(long number) {
        if (number == 0 || number > MILLIS_MAX) return null;
        return number > SECONDS_MAX ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
    }
}
