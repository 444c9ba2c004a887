package dev.spillway.flow;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A flow's turn with an event: what does not change while its steps are taken.
 *
 * @param locale in which the contact is spoken to
 * @param sender the destination replies go to; empty if the channel has none
 * @param followUp what the late answer belongs to; null for a turn that an event of its own began
 */
record Turn(
        Flow flow,
        Incoming incoming,
        String locale,
        Optional<String> sender,
        @Nullable FollowUp followUp) {

    boolean isFollowUp() {
        return followUp != null;
    }

    Asker asker() {
        return incoming.asker();
    }
}
