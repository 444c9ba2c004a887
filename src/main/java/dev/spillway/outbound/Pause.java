package dev.spillway.outbound;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A time until which nothing goes. Pauses do not add up: the latest end counts. */
final class Pause implements Gate {
    private final Clock clock;
    private final Alarms alarms;
    private Instant until = Instant.EPOCH;
    private boolean armed;
    private Runnable wake = () -> {};

    Pause(Clock clock, Alarms alarms) {
        this.clock = clock;
        this.alarms = alarms;
    }

    /** Pauses at least so long from now. */
    void extend(Duration delay) {
        var end = clock.instant().plus(delay);
        if (end.isAfter(until)) until = end;
        if (!armed) arm();
    }

    /** Ends now, whatever was asked for. */
    void end() {
        until = Instant.EPOCH;
        wake.run();
    }

    /** What is left of it; zero if there is none. */
    Duration left() {
        var left = Duration.between(clock.instant(), until);
        return left.isNegative() ? Duration.ZERO : left;
    }

    @Override
    public int free() {
        return left().isZero() ? OPEN : 0;
    }

    @Override
    public void onFree(Runnable wake) {
        this.wake = wake;
    }

    private void arm() {
        armed = true;
        alarms.set(left(), this::ring);
    }

    private void ring() {
        armed = false;
        if (left().isZero()) wake.run();
        else arm();
    }
}
