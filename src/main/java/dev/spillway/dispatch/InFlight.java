package dev.spillway.dispatch;

/** How many events this node has in memory, over all its shards. Belongs to one event loop. */
final class InFlight {
    private static final int DELAYED_PART = 10;

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

    /**
     * How many more are welcome of those that were put off. They have some room of their own: others may be waiting for what
     * follows from them, and must not keep them out.
     */
    int roomForDelayed() {
        return room() + Math.max(1, max / DELAYED_PART);
    }
}
