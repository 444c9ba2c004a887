package dev.spillway.ledger;

import dev.spillway.event.EventId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The long memory of what was accepted, in Postgres, for events that Redis may have forgotten. Usable from any event loop. */
public interface SeenEvents {
    /**
     * An accepted event that may be a repeat.
     *
     * @param occurredAt the provider's time; null if it gave none, then the time of acceptance names the day
     * @param entryId the inbox entry as which it was accepted
     */
    record Claim(EventId event, @Nullable Instant occurredAt, Instant acceptedAt, String entryId) {}

    /**
     * What is known of an event.
     *
     * @param entryId the inbox entry that did it, or else the first that claimed it: the claim's own if nobody had before
     * @param done whether the ledger has it; a claim alone says little, its entry may be lost by now
     */
    record Standing(String entryId, boolean done) {}

    /**
     * Claims events for their entries, in one statement.
     *
     * @return for each claim, in order, how its event stands; fails with {@code UNAVAILABLE} while Postgres cannot tell
     */
    Future<List<Standing>> claim(List<Claim> claims);
}
