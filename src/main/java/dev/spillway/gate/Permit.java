package dev.spillway.gate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the gates say of a message. */
public sealed interface Permit {
    /** It goes, or something in its place does. */
    sealed interface Go extends Permit {
        /** What that is expected to cost. */
        Cost cost();

        /** The template it goes by, as Meta calls it; null if by none. */
        @Nullable
        TemplateName goesBy();

        /** Whether what goes is to sell something, by its class or by what Meta files its template under. */
        default boolean isMarketing() {
            return cost().category().equals(Prices.MARKETING);
        }
    }

    /** It may go. */
    record Pass(Cost cost, @Nullable TemplateName goesBy) implements Go {}

    /** A template goes in its place. */
    record Instead(GatesFile.Instead template, Cost cost) implements Go {
        @Override
        public TemplateName goesBy() {
            return template.atMeta();
        }
    }

    /**
     * It has to wait.
     *
     * @param until when it is to be looked at again, unless there is news before
     * @param code why, e.g. {@code quiet_hours}
     * @param queue what it waits for, in one word: those of a person that wait for the same keep their order
     */
    record Postpone(Gate gate, Instant until, String code, String queue) implements Permit {
        static final String FACTS_UNKNOWN = "facts_unknown";

        /** It waits for what its gate holds against all. */
        public Postpone(Gate gate, Instant until, String code) {
            this(gate, until, code, gate.word());
        }

        /** It waits for its template; those that wait for another one do not wait behind it. */
        static Postpone forTemplate(TemplateName template, Instant until, String code) {
            return new Postpone(Gate.TEMPLATE, until, code, queue(template));
        }

        /** What messages wait for that wait for a template. */
        public static String queue(TemplateName template) {
            return Gate.TEMPLATE.word() + ":" + template.word();
        }

        /** Whether news may end the wait before {@link #until}. */
        public boolean mayEndBefore() {
            return gate == Gate.TEMPLATE;
        }

        /** Whether it waits for what the person allows to be read back, as all of theirs do: it keeps its place among them. */
        public boolean keepsPlace() {
            return code.equals(FACTS_UNKNOWN);
        }
    }

    /**
     * It will not go.
     *
     * @param code why, e.g. {@code window_closed}
     */
    record Refuse(Gate gate, String code) implements Permit {}
}
