package dev.spillway.dead;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter, without what it holds. Texts that are not known are empty.
 *
 * @param id delivery id, or event id for an event that never ran
 * @param state where it is
 * @param settledAt when it was redriven or dropped; null while it waits
 * @param destination empty for an event
 * @param contact whose; personal
 * @param reason why it was given up
 * @param lastAnswer what the destination said last, masked
 * @param at when it was given up, the last time
 * @param redrives how often it was put back
 */
public record Letter(
        String id,
        DeadState state,
        @Nullable Instant settledAt,
        String event,
        int shard,
        String destination,
        String contact,
        String reason,
        String lastAnswer,
        int attempts,
        Instant at,
        int redrives) {
    Cursor cursor() {
        return new Cursor(at, id);
    }

    /** Whether it is a whole event; else a delivery. */
    boolean isEvent() {
        return destination.isEmpty();
    }
}
