package dev.spillway.inbox;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * The best guess of Redis' clock on this node, also while Redis is away: our own clock, corrected by what Redis last said.
 * Where there are several servers it is that of one of them. Usable from any thread.
 */
public final class RedisTime implements InstantSource {
    private final Clock clock;
    private volatile long aheadMicros;

    /** @param clock our own, right on its own until Redis has been heard */
    public RedisTime(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Instant instant() {
        return clock.instant().plus(aheadMicros, ChronoUnit.MICROS);
    }

    /** @param nowMicros what Redis' clock shows now */
    void learn(long nowMicros) {
        aheadMicros = nowMicros - ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    }
}
