package dev.spillway.connector;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How several pieces of an operation's work go in one call, each with an ending of its own. Pure; safe to use from any thread.
 */
public final class Batching {
    private final Parts parts;
    private final List<PlanStep> steps;
    private final Results results;

    /**
     * What it is made of.
     *
     * @param name for reasons, e.g. {@code crm.upsertContact.batch}
     * @param repeatable see {@link Batching#repeatable()}
     * @param complete whether an input has all that the operation needs
     */
    record Parts(
            String name,
            int max,
            Duration window,
            boolean repeatable,
            Predicate<Map<String, Object>> complete,
            Instance instance) {}

    Batching(Parts parts, List<PlanStep> steps, Results results) {
        this.parts = parts;
        this.steps = List.copyOf(steps);
        this.results = results;
    }

    /** So many pieces at most. */
    public int max() {
        return parts.max;
    }

    /** How long a piece waits for others, from when its event was accepted. */
    public Duration window() {
        return parts.window;
    }

    /** Whether a piece that may have been done once can go with others again: if nobody has to look for it before. */
    public boolean repeatable() {
        return parts.repeatable;
    }

    /** Whether a piece can go with others; one that lacks something ends alone. */
    public boolean takes(Map<String, Object> input) {
        return parts.complete.test(input);
    }

    /**
     * The first step of all together. It comes to a {@link Step.Done} that either holds an ending for each piece, in their
     * order, or is the ending of each. Never throws.
     *
     * @param pieces 1 to {@link #max()}, of this operation, whose inputs it {@link #takes}
     */
    public Step begin(List<Operation> pieces) {
        return new Plan(parts.name, steps, seen -> ended(pieces, seen), Step.Done::new)
                .begin(Scope.of(pieces, parts.instance));
    }

    private Step ended(List<Operation> pieces, @Nullable Object seen) {
        var endings = results.endings(pieces, seen);
        var kind = endings.stream().allMatch(ending -> ending.outcome().succeeded())
                ? Outcome.Kind.DONE
                : Outcome.Kind.PARTIAL;
        return new Step.Done(Outcome.of(kind, ""), false, endings);
    }
}
