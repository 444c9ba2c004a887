package dev.spillway.dispatch;

import dev.spillway.inbox.Page;
import dev.spillway.inbox.Position;
import org.jspecify.annotations.Nullable;

/** How far a shard's inbox has been read, and what of its overflow is in hand. Belongs to one event loop. */
final class ShardInbox {
    private final int shard;
    private final ShardQueue queue;
    private Position cursor = Position.START;
    private Position pageBegan = Position.START;
    private Position furthest = Position.START;
    private @Nullable Position back;
    private boolean atEnd;
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
        furthest = Position.START;
        turn(Position.START);
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

    /**
     * Everything from this place on is to be read again, though not before reading has come a page further than ever: a
     * contact with very many events would keep all that is behind them waiting.
     */
    void turnBack(Position from) {
        back = back == null || from.compareTo(back) < 0 ? from : back;
        if (atEnd) turn();
    }

    /** A page is about to be taken; {@link #passed} has to follow. */
    void readUpTo(Position last) {
        atEnd = false;
        pageBegan = cursor;
        if (last.compareTo(cursor) > 0) cursor = last;
    }

    /** @param more whether there may be something behind the page that has been taken */
    void passed(boolean more) {
        atEnd = !more;
        if (atEnd || pageBegan.compareTo(furthest) >= 0) turn();
    }

    private void turn() {
        if (back == null) return;
        if (cursor.compareTo(furthest) > 0) furthest = cursor;
        var to = back.before();
        turn(to.compareTo(cursor) < 0 ? to : cursor);
    }

    private void turn(Position to) {
        back = null;
        atEnd = false;
        cursor = to;
        generation++;
        queue.turned(to);
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
        return page.shard() == shard && isOpenIn(askedIn);
    }

    /** Whether it is being read, and its place has not changed since. */
    boolean isOpenIn(int askedIn) {
        return askedIn == generation && stage == Stage.OPEN;
    }
}
