package dev.spillway.inbox;

/**
 * What is known of a shard's inbox stream.
 *
 * @param highest the highest id it ever had
 * @param marked the newest entry whose dedupe mark is known
 */
record Known(Position highest, Marked marked) {
    static final Known NOTHING = new Known(Position.START, Marked.NONE);

    /**
     * An entry and the dedupe mark that was set with it.
     *
     * @param event the event's id: names the mark; empty if there is none
     * @param untilMs when the mark expires, by Redis' clock
     */
    record Marked(Position id, String event, long untilMs) {
        static final Marked NONE = new Marked(Position.START, "", 0);
    }

    /** The later of both. */
    Known and(Known other) {
        var later = other.marked.id().isAfter(marked.id()) ? other.marked : marked;
        return new Known(highest.max(other.highest), later);
    }
}
