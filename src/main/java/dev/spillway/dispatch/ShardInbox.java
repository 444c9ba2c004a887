package dev.spillway.dispatch;

import dev.spillway.inbox.Page;
import dev.spillway.inbox.Position;

/** How far a shard's inbox has been read, and what of its overflow is in hand. Belongs to one event loop. */
final class ShardInbox {
    private final int shard;
    private final ShardQueue queue;
    private Position cursor = Position.START;
    private int generation;
    private Stage stage = Stage.RECOVERING;
    private boolean reading;
    private boolean overflowing;
    private long sinceNanos;

    /** The life of a shard on this node. */
    enum Stage {
        /** What an earlier owner left is being looked at. */
        RECOVERING,
        /** Nobody has said yet whether earlier events wait in the overflow. */
        UNCERTAIN,
        /** Being read. */
        OPEN,
        /** Nothing more is read. */
        CLOSING
    }

    ShardInbox(int shard, ShardQueue queue) {
        this.shard = shard;
        this.queue = queue;
    }

    int shard() {
        return shard;
    }

    ShardQueue queue() {
        return queue;
    }

    Position cursor() {
        return cursor;
    }

    /** Changes whenever reading starts again from an earlier place: what was asked for before does not count any more. */
    int generation() {
        return generation;
    }

    Stage stage() {
        return stage;
    }

    /** Once more from the beginning: what Redis or the last owner did is unknown. */
    void recovering() {
        if (stage == Stage.CLOSING) return;
        stage = Stage.RECOVERING;
        rewind(Position.START);
    }

    void recovered() {
        if (stage != Stage.RECOVERING) return;
        stage = Stage.UNCERTAIN;
        sinceNanos = System.nanoTime();
    }

    /** For how long nobody has said what the overflow holds; meaningful while uncertain or overflowing. */
    long unknownNanos() {
        return System.nanoTime() - sinceNanos;
    }

    void open() {
        if (stage == Stage.UNCERTAIN) stage = Stage.OPEN;
    }

    void close() {
        stage = Stage.CLOSING;
        generation++;
    }

    /** Everything behind this place is read again. */
    void rewind(Position from) {
        generation++;
        if (from.equals(Position.START)) cursor = from;
        else if (from.before().compareTo(cursor) < 0) cursor = from.before();
    }

    void readUpTo(Position last) {
        if (last.compareTo(cursor) > 0) cursor = last;
    }

    boolean isReading() {
        return reading;
    }

    void reading(boolean now) {
        reading = now;
    }

    boolean isOverflowing() {
        return overflowing;
    }

    void overflowing(boolean now) {
        overflowing = now;
        sinceNanos = System.nanoTime();
    }

    /** Whether a page was asked for after the last change of place. */
    boolean isOf(Page page, int askedIn) {
        return page.shard() == shard && askedIn == generation && stage == Stage.OPEN;
    }
}
