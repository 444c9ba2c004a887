package dev.spillway.inbox;

import java.time.Instant;

/**
 * Where an event of the overflow inbox stands, without the event.
 *
 * @param number as its {@link OverflowRow} has it
 * @param shard whose it is
 * @param acceptedAt when it was taken, by the best guess of Redis' clock
 */
public record RowPlace(long number, int shard, Instant acceptedAt) {}
