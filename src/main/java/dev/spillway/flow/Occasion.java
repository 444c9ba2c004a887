package dev.spillway.flow;

import dev.spillway.event.Event;
import java.time.Instant;

/**
 * An event whose turn it is.
 *
 * @param event what happened
 * @param acceptedAt when we took it, by Redis time
 * @param entryId its entry in the inbox
 * @param old whether it happened so long ago that replying automatically would be odd
 * @param session what is remembered of the contact; empty if nothing is
 * @param attempt 1 for the first run
 */
public record Occasion(Event event, Instant acceptedAt, String entryId, boolean old, Session session, int attempt) {}
