package dev.spillway.flow;

import dev.spillway.connector.Operation;
import dev.spillway.connector.Outcome;
import dev.spillway.event.Deadline;
import io.vertx.core.Future;

/** Live look-ups, the one thing a flow may wait for. */
@FunctionalInterface
public interface Lookups {
    /**
     * Asks a destination now. Never fails: a look-up that is late, refused or broken is an outcome
     * ({@code UNAVAILABLE}, {@code THROTTLED}…).
     */
    Future<Outcome> lookup(String destination, Operation operation, Deadline deadline);
}
