package dev.spillway.inbox;

import java.time.Instant;

/**
 * The place of an event in the order of acceptance inside its shard: an id of a Redis stream.
 *
 * @param ms by Redis' clock
 * @param seq tells those of one millisecond apart
 */
public record Position(long ms, long seq) implements Comparable<Position> {
    /** Before everything. */
    public static final Position START = new Position(0, 0);

    /**
     * Reads {@code <ms>-<seq>}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Position parse(String id) {
        var dash = id.indexOf('-');
        if (dash < 1) throw new IllegalArgumentException("a position has the form <ms>-<seq>");
        return new Position(Long.parseLong(id.substring(0, dash)), Long.parseUnsignedLong(id.substring(dash + 1)));
    }

    /** The place right before this one; {@link #START} has none and is its own. */
    public Position before() {
        if (seq != 0) return new Position(ms, seq - 1);
        return ms == 0 ? START : new Position(ms - 1, -1);
    }

    /** Whether it stands behind the other. */
    public boolean isAfter(Position other) {
        return compareTo(other) > 0;
    }

    /** The later of both. */
    public Position max(Position other) {
        return other.isAfter(this) ? other : this;
    }

    /** {@code <ms>-<seq>}. */
    public String text() {
        return ms + "-" + Long.toUnsignedString(seq);
    }

    /** The millisecond as a time. */
    public Instant at() {
        return Instant.ofEpochMilli(ms);
    }

    @Override
    public int compareTo(Position other) {
        return ms == other.ms ? Long.compareUnsigned(seq, other.seq) : Long.compare(ms, other.ms);
    }

    @Override
    public String toString() {
        return text();
    }
}
