package dev.spillway.inbox;

import dev.spillway.event.Event;
import io.vertx.core.Future;
import java.util.List;

/** The door of the durable part: what is in the inbox is never lost, and is in it once. */
@FunctionalInterface
public interface Inbox {
    /**
     * Appends those events that were not seen before, each with its dedupe mark in one atomic step. Events of several calls
     * may share one round trip.
     *
     * @return one receipt an event, in the same order; fails with {@code UNAVAILABLE} or {@code OVERLOADED} when all of
     *     them would be {@code FAILED} for one reason: the provider must then come again
     */
    Future<List<Receipt>> accept(List<Event> events);

    /** How many times as long as usual those who wait for it should be patient now, 1 and more: its stores answer, and take long. */
    default double strain() {
        return 1;
    }
}
