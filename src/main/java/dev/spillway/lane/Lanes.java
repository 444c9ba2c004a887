package dev.spillway.lane;

import dev.spillway.event.Payload;
import dev.spillway.ledger.LedgerEntry;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * The lanes of the shards this node owns, as room {@code outbound} sees them. All methods are called on the event loop that
 * owns the lanes, and answer there.
 */
public interface Lanes {
    /**
     * Takes up to {@code max} deliveries of a destination whose turn it is: higher priorities first, one a contact, none of a
     * contact that has one out. Each is marked started before the future completes. Fewer, or none, if no more are due.
     *
     * @param max > 0
     * @param least nothing of a lower priority
     */
    Future<List<Attempt>> take(String destination, int max, Priority least);

    /** The same, but of the lowest priority that has something first: now and then, or it would never be its turn. */
    default Future<List<Attempt>> takeLast(String destination, int max, Priority least) {
        return take(destination, max, least);
    }

    /** Takes of any priority. */
    default Future<List<Attempt>> take(String destination, int max) {
        return take(destination, max, Priority.lowest());
    }

    /**
     * Takes those that wait right behind a delivery that is out, of the same contact and operation, in their order: for a
     * call that does the work of all. Each has an attempt of its own, which is ended for itself, in the same order; those
     * not wanted after all are parked. None if none wait or Redis is away.
     *
     * @param first was taken by {@link #take} and has not ended
     * @param max > 0
     */
    default Future<List<Attempt>> more(Attempt first, int max) {
        return Future.succeededFuture(List.of());
    }

    /**
     * Takes those of other contacts whose turn it is too, of the same lane and operation: for a call that does the work of
     * all. Each has an attempt of its own, as with {@link #take}. None if none are due or Redis is away; perhaps not all.
     *
     * @param first was taken by {@link #take} and has not ended
     * @param max > 0
     */
    default Future<List<Attempt>> alike(Attempt first, int max) {
        return Future.succeededFuture(List.of());
    }

    /**
     * Whether a request of this attempt may still go out: the lease of its shard is held beyond doubt. Asked just before
     * the bytes are written: where it may, it counts as gone.
     */
    default boolean mayLeave(Attempt attempt) {
        return true;
    }

    /**
     * Keeps how far an attempt has got, for whoever tries next, until the delivery leaves its lane. Fails if it is not kept:
     * Redis is away, or the attempt is not ours any more.
     *
     * @param progress in place of what was kept before; no more than some kilobytes
     */
    default Future<Void> keep(Attempt attempt, Payload progress) {
        return Future.failedFuture("these lanes keep nothing");
    }

    /**
     * Ends an attempt: one script that moves the delivery by its verdict and writes the ledger entries. Retried inside until
     * Redis has taken it or the shard is lost.
     *
     * @param answer for deliveries that {@link Delivery#answers()}: the outcome as JSON, appended to the inbox
     */
    Future<Void> finish(Attempt attempt, Verdict verdict, List<LedgerEntry> entries, Optional<Payload> answer);

    /**
     * Calls back whenever a destination may have something to take: after an append, when a retry falls due, after a
     * reconnect. May call too often, never too seldom. One listener a destination.
     */
    void onWork(String destination, Runnable wake);
}
