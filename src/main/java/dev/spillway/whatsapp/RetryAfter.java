package dev.spillway.whatsapp;

import dev.spillway.connector.HttpReply;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** The header {@code Retry-After}: seconds, or a date that is read against the answer's own {@code Date}. */
final class RetryAfter {
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
    /** Longer wishes are cut: a wrong clock at the other side must not silence a sender for days. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    static Optional<Duration> of(HttpReply reply) {
        var header = reply.headers().getOrDefault("retry-after", "").trim();
        if (header.isEmpty()) return Optional.empty();
        return SECONDS.matcher(header).matches()
                ? Optional.of(capped(Duration.ofSeconds(Long.parseLong(header))))
                : untilDate(header, reply.headers().getOrDefault("date", ""));
    }

    private static Optional<Duration> untilDate(String header, String date) {
        try {
            return Optional.of(capped(Duration.between(instant(date), instant(header))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Instant instant(String httpDate) {
        return ZonedDateTime.parse(httpDate, DateTimeFormatter.RFC_1123_DATE_TIME)
                .toInstant();
    }

    private static Duration capped(Duration wish) {
        if (wish.isNegative()) return Duration.ZERO;
        return wish.compareTo(LONGEST) > 0 ? LONGEST : wish;
    }
}
