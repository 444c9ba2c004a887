package dev.spillway.limit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/** Times this node has and has not used, in their order. Belongs to one event loop. */
final class Stock {
    private final Deque<Lease> leases = new ArrayDeque<>();
    private final double lateMicros;
    private int used;
    private int left;
    private long expired;

    /** @param lateMicros a time may still be used so long after it has come */
    Stock(double lateMicros) {
        this.lateMicros = lateMicros;
    }

    void add(Lease lease) {
        if (lease.count() == 0) return;
        leases.addLast(lease);
        left += lease.count();
    }

    /** How many are left. */
    int size() {
        return left;
    }

    /** How many went by unused since this was asked last. */
    long expired() {
        var since = expired;
        expired = 0;
        return since;
    }

    /** Forgets those that are over: used later they would come too near to those behind them. */
    void expire(double now) {
        for (var next = next(); next.isPresent() && next.getAsDouble() < now - lateMicros; next = next()) {
            step();
            expired++;
        }
    }

    /** The next one; empty if there is none. */
    OptionalDouble next() {
        var lease = leases.peekFirst();
        return lease == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(lease.firstMicros() + used * lease.gapMicros());
    }

    /** The last one; empty if there is none. */
    OptionalDouble last() {
        var lease = leases.peekLast();
        return lease == null ? OptionalDouble.empty() : OptionalDouble.of(lease.lastMicros());
    }

    /** The next one is used. */
    void step() {
        var lease = leases.getFirst();
        left--;
        used++;
        if (used < lease.count()) return;
        leases.removeFirst();
        used = 0;
    }
}
