package dev.spillway.outbound;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A clock and alarms that move only when told to. */
final class FakeTime extends Clock implements Alarms {
    private final List<Alarm> alarms = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");

    private record Alarm(Instant at, Runnable ring) {}

    @Override
    public Runnable set(Duration delay, Runnable ring) {
        var alarm = new Alarm(now.plus(delay), ring);
        alarms.add(alarm);
        return () -> alarms.remove(alarm);
    }

    /** Moves on, ringing what falls due on the way, in order. */
    void pass(Duration time) {
        var end = now.plus(time);
        for (var next = due(end); next.isPresent(); next = due(end)) {
            alarms.remove(next.get());
            if (next.get().at.isAfter(now)) now = next.get().at;
            next.get().ring.run();
        }
        now = end;
    }

    void passMs(long millis) {
        pass(Duration.ofMillis(millis));
    }

    int alarms() {
        return alarms.size();
    }

    private Optional<Alarm> due(Instant end) {
        return alarms.stream().filter(alarm -> !alarm.at.isAfter(end)).min(Comparator.comparing(Alarm::at));
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
