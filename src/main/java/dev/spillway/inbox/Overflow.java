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
     * Rows of shards, those of each by their numbers, ascending.
     *
     * @param except numbers of rows that are in hand already
     * @param eachMax at most so many of each shard; perhaps fewer than there are, but one
     */
    Future<List<OverflowRow>> read(Collection<Integer> shards, Collection<Long> except, int eachMax);

    /**
     * The earliest accepted of the rows that {@link #read} would give, however many megabytes they are; none of a shard that
     * has no such row.
     */
    Future<List<RowPlace>> earliest(Collection<Integer> shards, Collection<Long> except, int eachMax);

    /** Forgets rows that are safe in Redis by now. */
    Future<Void> remove(List<OverflowRow> rows);
}
