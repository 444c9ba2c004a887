package dev.spillway.inbox;

import dev.spillway.event.Event;
import java.time.Instant;

/**
 * An accepted event as its owner reads it.
 *
 * @param id the inbox entry, {@code <ms>-<seq>} by Redis' clock: the order of acceptance inside the shard
 * @param event what was accepted
 * @param old whether it had happened long before it was accepted
 */
public record Entry(String id, Event event, boolean old) {
    /** When it was accepted. */
    public Instant acceptedAt() {
        return Instant.ofEpochMilli(Long.parseLong(id.substring(0, id.indexOf('-'))));
    }
}
