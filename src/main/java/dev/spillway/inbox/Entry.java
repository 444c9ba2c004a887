package dev.spillway.inbox;

import dev.spillway.event.Event;
import java.time.Instant;

/**
 * An accepted event as its owner reads it.
 *
 * @param position where it stands in the order of acceptance inside its shard
 * @param event what was accepted
 * @param old whether it had happened long before it was accepted
 */
public record Entry(Position position, Event event, boolean old) {
    /** The inbox entry, {@code <ms>-<seq>}. */
    public String id() {
        return position.text();
    }

    /** When it was accepted. */
    public Instant acceptedAt() {
        return position.at();
    }
}
