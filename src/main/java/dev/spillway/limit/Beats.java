package dev.spillway.limit;

import io.vertx.core.Future;
import java.time.Duration;

/** Hands out the times of {@linkplain Even even} limits, to all nodes together. Belongs to one event loop. */
public interface Beats {
    /**
     * Asks for times. A rank gets what it wants only where what is already handed out reaches less far ahead than it does for those
     * behind it; so among nodes, too, the first goes first. Who gets none for now is told when to ask again.
     */
    Future<Lease> lease(Even even, Wish wish);

    /** So many were taken by what is not ours to hold back: what comes in counts, too. Does its best. */
    void count(Even even, int times);

    /** The other side said that it was too much: fewer for a while. Does its best. */
    void slow(Even even);

    /** The other side takes another number a second from now on, for all nodes and until it says so again. Does its best. */
    void learn(Even even, int perSecond);

    /** Nothing for so long from now; longer if it already was so for longer. Does its best. */
    void rest(Even even, Duration delay);
}
