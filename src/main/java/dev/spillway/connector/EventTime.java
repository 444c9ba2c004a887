package dev.spillway.connector;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/** When something happened, as backends write it: ISO 8601 with an offset, or a number since 1970. */
final class EventTime {
    private static final Pattern NUMBER = Pattern.compile("([0-9]{1,13})(?:\\.[0-9]{1,9})?");

    /** As seconds in the year 5138, as milliseconds in 1973: nobody means the other one. */
    private static final long MILLIS_FROM = 100_000_000_000L;

    /** What lies outside is a mistake, and more than stores can hold. */
    private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

    private EventTime() {}

    /** Empty if it is none. */
    static Optional<Instant> of(String text) {
        try {
            var at = instant(text);
            return at.isBefore(FIRST) || at.isAfter(LAST) ? Optional.empty() : Optional.of(at);
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    private static Instant instant(String text) {
        var number = NUMBER.matcher(text);
        if (!number.matches()) return OffsetDateTime.parse(text).toInstant();
        var whole = Long.parseLong(number.group(1));
        return whole < MILLIS_FROM ? Instant.ofEpochSecond(whole) : Instant.ofEpochMilli(whole);
    }
}
