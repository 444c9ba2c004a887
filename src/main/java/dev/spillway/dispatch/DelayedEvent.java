package dev.spillway.dispatch;

import dev.spillway.event.ContactKey;
import dev.spillway.event.EventId;
import dev.spillway.inbox.Entry;
import dev.spillway.inbox.EventCodec;
import dev.spillway.inbox.Position;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * The stored form of an event that was put off: {@code v2:<runs>:<1 if old>:<ms when it failed first>:<event id>:<contact>}, a
 * line feed, and the event as the inbox had it.
 */
final class DelayedEvent {
    private static final String VERSION = "v2";
    private static final int PARTS = 6;

    private DelayedEvent() {}

    /** The part before the event. */
    record Head(int runs, boolean old, Instant failedAt, EventId event, ContactKey contact) {
        String text() {
            return String.join(
                    ":",
                    VERSION,
                    String.valueOf(runs),
                    old ? "1" : "0",
                    String.valueOf(failedAt.toEpochMilli()),
                    event.value(),
                    contact.value());
        }
    }

    /** @param runs that count against the event so far */
    static Buffer stored(Work work, int runs, Instant failedAt) {
        var event = work.event();
        var head = new Head(runs, work.entry().old(), failedAt, event.id(), event.contactKey());
        return Buffer.buffer(head.text()).appendString("\n").appendBytes(EventCodec.encode(event));
    }

    /**
     * Reads the part before the event.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Head head(String text) {
        var parts = text.split(":", PARTS);
        if (parts.length < PARTS || !parts[0].equals(VERSION)) {
            throw new IllegalArgumentException("a delayed event of unknown version");
        }
        return new Head(
                Integer.parseInt(parts[1]),
                parts[2].equals("1"),
                Instant.ofEpochMilli(Long.parseLong(parts[3])),
                new EventId(parts[4]),
                new ContactKey(parts[5]));
    }

    /**
     * Reads all of it.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Work work(int shard, Position position, byte[] stored) {
        var end = 0;
        while (end < stored.length && stored[end] != '\n') end++;
        var head = head(new String(stored, 0, end, StandardCharsets.UTF_8));
        var event =
                EventCodec.decode(shard, Arrays.copyOfRange(stored, Math.min(end + 1, stored.length), stored.length));
        return Work.ofDelayed(new Entry(position, event, head.old()), head.runs() + 1, head.failedAt());
    }
}
