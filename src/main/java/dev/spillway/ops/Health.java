package dev.spillway.ops;

import java.util.function.Supplier;

/** One part's own word on how it is. */
public interface Health {
    /** Short, lower case, unique, e.g. {@code redis}. A metric is tagged with it. */
    String name();

    /** What is known at the moment. Called on any thread and often: reads, never asks. */
    State state();

    /** Whether events can be accepted as long as this part is not down. */
    default boolean store() {
        return false;
    }

    /** A part that can be degraded or down without harm to readiness. */
    static Health part(String name, Supplier<State> state) {
        return new Part(name, state, false);
    }

    /** A store that takes events: readiness needs one of these. */
    static Health store(String name, Supplier<State> state) {
        return new Part(name, state, true);
    }

    /**
     * A part made of a supplier.
     *
     * @param current see {@link Health#state()}
     */
    record Part(String name, Supplier<State> current, boolean store) implements Health {
        @Override
        public State state() {
            return current.get();
        }
    }
}
