package dev.spillway.dispatch;

/** How many events this node has in memory, over all its shards. Belongs to one event loop. */
final class InFlight {
    private static final int DELAYED_PART = 10;

    private final int max;
    private int now;
    private int delayed;
    private int asked;

    InFlight(int max) {
        this.max = max;
    }

    void add(Work work) {
        count(work, 1);
    }

    void remove(Work work) {
        count(work, -1);
    }

    private void count(Work work, int events) {
        now += events;
        if (work.from() == Work.From.DELAYED) delayed += events;
    }

    /** So many more may arrive; {@link #told} has to follow. */
    void asked(int events) {
        asked += events;
    }

    /** What was asked for has arrived, or never will. */
    void told(int events) {
        asked -= events;
    }

    /** How many are on their way, at most. */
    int asked() {
        return asked;
    }

    int now() {
        return now;
    }

    /** How many more are welcome beside those asked for; not positive if none are. */
    int room() {
        return max - now - asked;
    }

    /**
     * How many more are welcome of those that were put off. They have some room of their own: others may be waiting for what
     * follows from them, and must not keep them out.
     */
    int roomForDelayed() {
        return Math.max(room(), Math.max(1, max / DELAYED_PART) - delayed);
    }
}
