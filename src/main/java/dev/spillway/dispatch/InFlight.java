package dev.spillway.dispatch;

/** How many events this node has in memory, over all its shards. Belongs to one event loop. */
final class InFlight {
    private final int max;
    private int now;

    InFlight(int max) {
        this.max = max;
    }

    void add(int events) {
        now += events;
    }

    int now() {
        return now;
    }

    /** How many more are welcome; not positive if none are. */
    int room() {
        return max - now;
    }
}
