package dev.spillway.gate;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** When people are not to be disturbed, by their own clocks. */
final class QuietHours {
    /** Zones of one country wait for each other; more rounds than this mean that they are never all awake. */
    private static final int ROUNDS_MAX = 8;

    private final LocalTime from;
    private final LocalTime to;

    QuietHours(LocalTime from, LocalTime to) {
        this.from = from;
        this.to = to;
    }

    /**
     * When the quiet hours end that it is now in any of these zones.
     *
     * @param zones at least one: all those in which the person may be
     * @return empty if it is not quiet anywhere; else later than {@code now}
     */
    Optional<Instant> until(Instant now, List<ZoneId> zones) {
        var at = now;
        for (var round = 0; round < ROUNDS_MAX; round++) {
            var end = end(at, zones);
            if (end.isEmpty()) return at.equals(now) ? Optional.empty() : Optional.of(at);
            at = end.get();
        }
        return zones.size() == 1 ? Optional.of(at) : until(now, zones.subList(0, 1));
    }

    private Optional<Instant> end(Instant at, List<ZoneId> zones) {
        return zones.stream()
                .map(zone -> end(at.atZone(zone)).orElse(null))
                .filter(Objects::nonNull)
                .max(Instant::compareTo);
    }

    private Optional<Instant> end(ZonedDateTime here) {
        var time = here.toLocalTime();
        if (!isQuiet(time)) return Optional.empty();
        var date = time.isBefore(to) ? here.toLocalDate() : here.toLocalDate().plusDays(1);
        var end = ZonedDateTime.of(date, to, here.getZone());
        // Where clocks are put back the hour comes twice, and its first end may be over.
        return Optional.of((end.isAfter(here) ? end : end.withLaterOffsetAtOverlap()).toInstant());
    }

    private boolean isQuiet(LocalTime time) {
        if (from.equals(to)) return false;
        var afterFrom = !time.isBefore(from);
        var beforeTo = time.isBefore(to);
        return from.isBefore(to) ? afterFrom && beforeTo : afterFrom || beforeTo;
    }
}
