package dev.spillway.inbox;

import dev.spillway.event.Payload;
import java.time.Instant;

/**
 * An event that waits in the overflow inbox.
 *
 * @param number ascending in the order of insertion
 * @param shard whose it is
 * @param acceptedAt when it was taken, by the best guess of Redis' clock
 * @param stored the event as {@link EventCodec} wrote it
 */
public record OverflowRow(long number, int shard, Instant acceptedAt, Payload stored) {
    /** Where it stands. */
    public RowPlace place() {
        return new RowPlace(number, shard, acceptedAt);
    }
}
