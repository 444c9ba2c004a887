package dev.spillway.limit;

import io.vertx.core.Future;
import java.util.Map;

/** Limits that all nodes share, in a store that may be away. Belongs to one event loop. */
interface SharedLimits extends Limits {
    /** Whether there is a connection to the store. */
    boolean up();

    /** Calls back after every connect: what the store knew may be gone. */
    void onUp(Runnable callback);

    /**
     * After a time without it: takes everything out of paces, whatever the store remembers of them, and adds to quotas what
     * was spent meanwhile. Fails like {@link #take}.
     *
     * @param spent by limit
     */
    Future<Void> settle(Map<Limit, Double> spent);
}
