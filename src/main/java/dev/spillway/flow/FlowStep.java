package dev.spillway.flow;

import dev.spillway.lane.Priority;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One thing a flow does. */
sealed interface FlowStep {
    /** Unique inside the flow. */
    String id();

    /**
     * Makes sure that a variable is known: asks for it and ends the run if not. The contact's next message is taken as the
     * answer if it fits.
     *
     * @param answer has a group named like the variable
     */
    record Ask(String id, String variable, String text, WordPattern answer) implements FlowStep {}

    /**
     * Asks a backend now.
     *
     * @param as the name by which later steps know the result
     * @param deadline null for the default one
     * @param owner yields the phone of the only person who may be told; null if anybody may
     * @param check must hold, else the record is not theirs; null if there is none
     * @param samples what the backend may answer, to try the texts with at load
     */
    record Lookup(
            String id,
            Wanted backend,
            String operation,
            Formula input,
            String as,
            @Nullable Duration deadline,
            @Nullable Formula owner,
            @Nullable Formula check,
            List<Map<String, Object>> samples)
            implements FlowStep {}

    /** Tells the contact something. */
    record Reply(String id, String text) implements FlowStep {}

    /**
     * Queues an operation.
     *
     * @param when must hold; null for always
     */
    record Deliver(
            String id,
            Wanted destination,
            String operation,
            Formula input,
            Priority priority,
            @Nullable Formula when) implements FlowStep {}
}
