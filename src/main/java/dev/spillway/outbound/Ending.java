package dev.spillway.outbound;

import dev.spillway.connector.HttpReply;
import dev.spillway.connector.Outcome;
import dev.spillway.connector.Toll;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one run of an operation ended.
 *
 * @param outcome what the connector made of it, or what the transport's failure means
 * @param refused whether we ourselves refused the first call, or any before a write for want of the lease or of a limit: it
 *     has not happened, and nothing is known of the destination
 * @param wrote whether it failed after one of its writes may have had an effect: look before repeating
 * @param calls HTTP calls begun
 * @param last the last reply of the destination; null if there was none
 * @param scope the limit that the outcome is about; null if it is about the whole destination
 * @param held whether it was refused because of a limit that is not the whole destination's: others may go on
 * @param halfway whether a part of the work is done, and kept as such: a repeat goes on behind it
 * @param items of several pieces of work done in one call, how each ended, in their order; empty if all ended like this
 */
record Ending(
        Outcome outcome,
        boolean refused,
        boolean wrote,
        int calls,
        @Nullable HttpReply last,
        @Nullable Toll scope,
        boolean held,
        boolean halfway,
        List<Ending> items) {
    Ending {
        items = List.copyOf(items);
    }

    /** One that no limit of its own has held. */
    Ending(Outcome outcome, boolean refused, boolean wrote, int calls, @Nullable HttpReply last) {
        this(outcome, refused, wrote, calls, last, null, false, false, List.of());
    }

    /** One without any reply. */
    Ending(Outcome outcome, boolean refused, boolean wrote, int calls) {
        this(outcome, refused, wrote, calls, null);
    }

    /** How one of several pieces ended. */
    Ending of(int piece) {
        return items.isEmpty() ? this : items.get(piece);
    }

    /** Whether the destination would have none of it, and nothing has happened: its pieces may still do one by one. */
    boolean refusedWhole() {
        return items.isEmpty() && !wrote && isRefusal(outcome.kind());
    }

    private static boolean isRefusal(Outcome.Kind kind) {
        return switch (kind) {
            case INVALID, CONFIG, NOT_FOUND, DUPLICATE -> true;
            case DONE,
                    AUTH_EXPIRED,
                    AUTH_REVOKED,
                    THROTTLED,
                    CONTACT_THROTTLED,
                    QUOTA_EXHAUSTED,
                    LOCKED,
                    UNAVAILABLE,
                    AMBIGUOUS,
                    PARTIAL -> false;
        };
    }
}
