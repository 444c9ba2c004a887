package dev.spillway.connector;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/**
 * When a webhook was sent, and for how long that is good. Its own text is what is signed.
 *
 * @param tolerance how far from our clock it may be, either way
 */
record SendingTime(HeaderField field, Unit unit, Duration tolerance) {
    /** No sign and nothing else: where the time stands right beside the body, no byte may change sides. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");

    /** How it is written. */
    enum Unit {
        /** Seconds since 1970. */
        SECONDS,
        /** Milliseconds since 1970. */
        MILLISECONDS,
        /** {@code 2026-11-29T16:00:00Z}, or with another offset. */
        ISO
    }

    /** Whether a text is such a time, and near enough. */
    boolean isGood(String text, Instant now) {
        try {
            return Duration.between(instant(text), now).abs().compareTo(tolerance) <= 0;
        } catch (DateTimeException | ArithmeticException | NumberFormatException noTime) {
            return false;
        }
    }

    private Instant instant(String text) {
        if (unit == Unit.ISO) return OffsetDateTime.parse(text).toInstant();
        if (!NUMBER.matcher(text).matches()) throw new NumberFormatException();
        var number = Long.parseLong(text);
        return unit == Unit.SECONDS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
    }
}
