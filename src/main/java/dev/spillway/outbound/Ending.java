package dev.spillway.outbound;

import dev.spillway.connector.HttpReply;
import dev.spillway.connector.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * How one run of an operation ended.
 *
 * @param outcome what the connector made of it, or what the transport's failure means
 * @param refused whether we ourselves refused the first call, or any before a write for want of the lease: it has not
 *     happened, and nothing is known of the destination
 * @param wrote whether it failed after one of its writes may have had an effect: look before repeating
 * @param calls HTTP calls begun
 * @param last the last reply of the destination; null if there was none
 */
record Ending(
        Outcome outcome,
        boolean refused,
        boolean wrote,
        int calls,
        @Nullable HttpReply last) {

    /** One without any reply. */
    Ending(Outcome outcome, boolean refused, boolean wrote, int calls) {
        this(outcome, refused, wrote, calls, null);
    }
}
