package dev.spillway.inbox;

import dev.spillway.event.Payload;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one read brought of one shard's inbox.
 *
 * @param entries what can be read, in order
 * @param unreadable what cannot; the reader of the page must put it aside, or it stays for ever
 * @param last the place of the last of all of them
 * @param full whether there may be more right after it
 */
public record Page(int shard, List<Entry> entries, List<Unreadable> unreadable, Position last, boolean full) {
    /** When the first entry was accepted; empty if there is none. */
    public Optional<Instant> firstAccepted() {
        return entries.stream().findFirst().map(Entry::acceptedAt);
    }

    /** An entry that holds no event we know how to read. */
    public record Unreadable(Position position, Payload stored) {}
}
