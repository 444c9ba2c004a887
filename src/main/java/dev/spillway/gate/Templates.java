package dev.spillway.gate;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows how templates stand at Meta. Asked on event loops: answers from memory. */
@FunctionalInterface
public interface Templates {
    /** Knows no template: none is held up. */
    Templates UNKNOWN = (sender, template, input) -> Optional.empty();

    /**
     * How a template stands.
     *
     * @param input of the operation that sends it, for what it is filled with
     * @return empty if nothing is known of it
     */
    Optional<Standing> of(String sender, TemplateName template, Map<String, Object> input);

    /**
     * How a template stands.
     *
     * @param reason why it cannot go, a word such as {@code paused}; empty if it can
     * @param until when it can go again, or is to be looked at again; null if it never will by itself
     * @param category Meta's, e.g. {@code utility}; empty if unknown
     */
    record Standing(String reason, @Nullable Instant until, String category) {
        /** The reason of one of which Meta holds back what it is sent, to see first what people think of it. */
        public static final String PACED = "paced";

        /** Whether Meta would take it all the same, and keep it. */
        boolean isTaken() {
            return reason.equals(PACED);
        }
    }
}
