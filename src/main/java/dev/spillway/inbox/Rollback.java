package dev.spillway.inbox;

import java.time.Instant;

/**
 * Redis lost entries of a shard.
 *
 * @param lost the highest id that is known to have been lost
 * @param since when it was noticed: all that was queued before is in doubt
 * @param until when nobody repeats anything any more that was lost
 */
record Rollback(int shard, Position lost, Instant since, Instant until) {
    boolean isOver(Instant now) {
        return !now.isBefore(until);
    }

    /** The one that knows of more. */
    Rollback or(Rollback other) {
        return other.lost.isAfter(lost) ? other : this;
    }
}
