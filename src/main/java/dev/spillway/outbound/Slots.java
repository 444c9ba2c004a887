package dev.spillway.outbound;

import dev.spillway.limit.VegasLimit;

/** How many calls may be under way side by side from this node. Belongs to one event loop. */
final class Slots {
    private final VegasLimit limit;
    private int underWay;

    /** What the end of a call tells of how busy the other side is. */
    enum Sign {
        /** It answered. */
        ANSWERED,
        /** It is too busy, or gave no answer. */
        BUSY,
        /** Nothing: it never saw the call. */
        NONE
    }

    private Slots(VegasLimit limit) {
        this.limit = limit;
    }

    /** Always the same number. */
    static Slots fixed(int max) {
        return new Slots(new VegasLimit(max, max));
    }

    /** As many as the other side is found to work on. */
    static Slots adaptive(int min, int max) {
        return new Slots(new VegasLimit(min, max));
    }

    /** How many may be under way now. */
    int limit() {
        return limit.limit();
    }

    /** How many more may begin now. */
    int free() {
        return limit.limit() - underWay;
    }

    /** One begins. */
    void enter() {
        underWay++;
    }

    /** One has ended, that took so long from when it left the line. */
    void leave(long nanos, Sign sign) {
        if (sign != Sign.NONE) limit.ended(nanos, underWay, sign == Sign.ANSWERED);
        underWay--;
    }
}
