package dev.spillway.inbox;

import dev.spillway.event.Payload;
import java.util.List;

/**
 * What one read of inboxes brought.
 *
 * @param entries what can be read
 * @param unreadable what cannot; the reader of the page must put it aside, or it stays pending for ever
 * @param size how many entries there were, those included that were deleted while pending
 * @param lastId of all of them; {@code 0} if there were none
 */
public record Page(List<Entry> entries, List<Unreadable> unreadable, int size, String lastId) {
    /** An entry that holds no event we know how to read. */
    public record Unreadable(int shard, String id, Payload stored) {}
}
