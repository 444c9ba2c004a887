package dev.spillway.inbox;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The best guess, on this node, of the clocks by which Redis dates the entries of each shard, also while Redis is away: our
 * own clock, corrected by what each shard's server last said. Usable from any thread.
 */
public final class RedisTime {
    private final Clock clock;
    private final AtomicLongArray aheadMicros;

    /**
     * Knows nothing of Redis yet.
     *
     * @param clock our own, right on its own until Redis has been heard
     */
    public RedisTime(Clock clock, int shards) {
        this.clock = clock;
        this.aheadMicros = new AtomicLongArray(shards);
    }

    /** What the clock of a shard's server shows, in microseconds since 1970. */
    long micros(int shard) {
        return own() + aheadMicros.get(shard);
    }

    /** What the clock of a shard's server shows. */
    Instant instant(int shard) {
        return Instant.EPOCH.plus(micros(shard), ChronoUnit.MICROS);
    }

    private long own() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    }

    /**
     * Learns of one shard's server.
     *
     * @param nowMicros what its clock shows now
     */
    void learn(int shard, long nowMicros) {
        aheadMicros.set(shard, nowMicros - own());
    }

    /** Learns of the one server that has all shards. */
    void learn(long nowMicros) {
        var ahead = nowMicros - own();
        for (var shard = 0; shard < aheadMicros.length(); shard++) aheadMicros.set(shard, ahead);
    }
}
