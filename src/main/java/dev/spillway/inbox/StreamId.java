package dev.spillway.inbox;

import java.util.Comparator;

/**
 * The id of a stream's entry: milliseconds of Redis' clock, and a number inside them. In one stream ids only ever grow, also
 * when entries are deleted.
 */
record StreamId(long ms, long seq) implements Comparable<StreamId> {
    /** Before all others: the last id of a stream that is not there. */
    static final StreamId ZERO = new StreamId(0, 0);

    private static final Comparator<StreamId> ORDER =
            Comparator.comparingLong(StreamId::ms).thenComparingLong(StreamId::seq);

    /** Reads {@code <ms>-<seq>}. */
    static StreamId parse(String text) {
        var dash = text.indexOf('-');
        return new StreamId(Long.parseLong(text, 0, dash, 10), Long.parseLong(text, dash + 1, text.length(), 10));
    }

    boolean isAfter(StreamId other) {
        return compareTo(other) > 0;
    }

    StreamId max(StreamId other) {
        return other.isAfter(this) ? other : this;
    }

    @Override
    public int compareTo(StreamId other) {
        return ORDER.compare(this, other);
    }
}
