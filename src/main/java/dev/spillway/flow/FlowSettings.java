package dev.spillway.flow;

import java.time.Duration;
import java.time.ZoneId;
import java.util.regex.Pattern;

/**
 * How flows run.
 *
 * @param replyAgeMax older messages get no automatic reply; PT24H is WhatsApp's own window for free text
 * @param lookupDeadline of a look-up whose flow names none; a customer waits for it
 * @param followUpWait how long a question counts as being followed up: asking it again meanwhile starts no second look-up
 * @param defaultLocale BCP 47, for contacts whose language nobody knows, and where texts are looked for last
 * @param timeZone in which texts show dates
 */
public record FlowSettings(
        Duration replyAgeMax, Duration lookupDeadline, Duration followUpWait, String defaultLocale, ZoneId timeZone) {
    private static final Pattern LOCALE = Pattern.compile("[a-z]{2}-[A-Z]{2}");

    /** What {@code conf/gateway.yaml} ships with. */
    public static final FlowSettings DEFAULT = new FlowSettings(
            Duration.ofHours(24),
            Duration.ofMillis(2500),
            Duration.ofMinutes(15),
            "es-MX",
            ZoneId.of("America/Mexico_City"));

    public FlowSettings {
        require("replyAgeMax", replyAgeMax, Duration.ofMinutes(1), Duration.ofDays(30));
        require("lookupDeadline", lookupDeadline, Duration.ofMillis(50), Duration.ofSeconds(30));
        require("followUpWait", followUpWait, Duration.ofSeconds(1), Duration.ofHours(24));
        if (!LOCALE.matcher(defaultLocale).matches()) {
            throw new IllegalArgumentException("flow.defaultLocale must look like es-MX, was " + defaultLocale);
        }
    }

    private static void require(String key, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException("flow." + key + " must be " + least + ".." + most + ", was " + value);
        }
    }
}
