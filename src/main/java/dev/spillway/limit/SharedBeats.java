package dev.spillway.limit;

/** Beats that all nodes share, in a store that may be away. Belongs to one event loop. */
interface SharedBeats extends Beats {
    /** Whether there is a connection to the store. */
    boolean up();

    /** Calls back after every connect: what the store knew may be gone. */
    void onUp(Runnable callback);
}
