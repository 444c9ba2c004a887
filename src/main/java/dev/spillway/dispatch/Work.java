package dev.spillway.dispatch;

import dev.spillway.event.Event;
import dev.spillway.event.EventId;
import dev.spillway.inbox.Entry;
import dev.spillway.inbox.OverflowRow;
import dev.spillway.inbox.Position;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event whose run is due.
 *
 * @param entry the event
 * @param from where its entry lies
 * @param attempt 1 for the first run
 * @param failedAt when it failed first; null if it never did
 * @param row its row, if it comes from the overflow inbox
 * @param passes an earlier event of the contact that keeps failing and was waited for long enough; null if there is none
 * @param token under which its run began; empty before
 */
record Work(
        Entry entry,
        From from,
        int attempt,
        @Nullable Instant failedAt,
        @Nullable OverflowRow row,
        @Nullable EventId passes,
        String token) {
    /** Where an entry lies; the name in lower case is what the scripts know it by. */
    enum From {
        INBOX("inbox"),
        DELAYED("delayed"),
        OVERFLOW("overflow");

        private final String text;

        From(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    static Work ofInbox(Entry entry) {
        return new Work(entry, From.INBOX, 1, null, null, null, "");
    }

    static Work ofDelayed(Entry entry, int attempt, Instant failedAt) {
        return new Work(entry, From.DELAYED, attempt, failedAt, null, null, "");
    }

    static Work ofOverflow(Entry entry, OverflowRow row) {
        return new Work(entry, From.OVERFLOW, 1, null, row, null, "");
    }

    Work passing(EventId failing) {
        return new Work(entry, from, attempt, failedAt, row, failing, token);
    }

    Work under(String held) {
        return new Work(entry, from, attempt, failedAt, row, passes, held);
    }

    Event event() {
        return entry.event();
    }

    int shard() {
        return event().shard();
    }

    /** Names this entry among those of its shard. */
    Position position() {
        return entry.position();
    }
}
