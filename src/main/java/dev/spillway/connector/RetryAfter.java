package dev.spillway.connector;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** When a backend wishes us to come again, at most an hour ahead: a longer wish is most likely an error. */
final class RetryAfter {
    private static final Duration MAX = Duration.ofHours(1);
    private static final double LATEST = 3600;
    private static final Pattern SECONDS = Pattern.compile("-?\\d{1,10}(?:\\.\\d{1,9})?");

    /** For a date that nothing tells the distance to. */
    private static final Duration UNKNOWN = Duration.ofSeconds(1);

    private RetryAfter() {}

    /** From the header {@code retry-after}: seconds, or a date, which is measured from the reply's own {@code date}. */
    static @Nullable Duration of(Map<String, String> headers) {
        var wish = headers.get("retry-after");
        if (wish == null) return null;
        var seconds = seconds(wish.strip());
        return seconds == null ? untilDate(wish.strip(), headers.get("date")) : seconds;
    }

    /** From a number of seconds or its text; null if it is neither. */
    static @Nullable Duration seconds(@Nullable Object value) {
        if (value instanceof Number number) return ofSeconds(number.doubleValue());
        if (!(value instanceof String text) || !SECONDS.matcher(text).matches()) return null;
        return ofSeconds(Double.parseDouble(text));
    }

    private static Duration ofSeconds(double seconds) {
        return bounded(Duration.ofMillis((long) Math.ceil(Math.min(seconds, LATEST) * 1000)));
    }

    private static @Nullable Duration untilDate(String wish, @Nullable String date) {
        try {
            var then = ZonedDateTime.parse(wish, DateTimeFormatter.RFC_1123_DATE_TIME);
            if (date == null) return UNKNOWN;
            var now = ZonedDateTime.parse(date.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
            return bounded(Duration.between(now, then));
        } catch (DateTimeException e) {
            return UNKNOWN;
        }
    }

    private static Duration bounded(Duration wish) {
        if (wish.isNegative()) return Duration.ZERO;
        return wish.compareTo(MAX) > 0 ? MAX : wish;
    }
}
