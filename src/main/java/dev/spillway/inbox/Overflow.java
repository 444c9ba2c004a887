package dev.spillway.inbox;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The overflow inbox as the owners of shards see it: events that were taken while Redis was away. Usable from any event loop.
 * All methods fail with {@code UNAVAILABLE} while Postgres is away or slower than a short while.
 */
public interface Overflow {
    /** Which of these shards hold rows. Cheap: asked before each page of events is run. */
    Future<Set<Integer>> waiting(Collection<Integer> shards);

    /**
     * Rows of a shard by their numbers, ascending.
     *
     * @param except numbers of rows that are in hand already
     */
    Future<List<OverflowRow>> read(int shard, Collection<Long> except, int max);

    /** Forgets rows that are safe in Redis by now. */
    Future<Void> remove(List<OverflowRow> rows);
}
