package dev.spillway.limit;

import io.vertx.core.Future;

/** Buckets that all nodes share, in a store that may be away. Belongs to one event loop. */
interface SharedBuckets extends Buckets {
    /** Whether there is a connection to the store of this bucket. */
    boolean up(String name);

    /** Calls back after every connect: what the store knew may be gone. */
    void onUp(Runnable callback);

    /** Takes everything out of a bucket, whatever the store remembers of it; fails like {@link #take}. */
    Future<Void> empty(String name, Rate rate);
}
