package dev.spillway.flow;

import dev.spillway.connector.Outcome;
import java.time.Instant;
import java.util.Map;

/**
 * What a look-up that outlives its flow takes along, and brings back with its answer.
 *
 * @param delivery the look-up's id; known only once it is back
 * @param flow that asked
 * @param step the look-up's id inside the flow
 * @param locale in which the contact is spoken to
 * @param question names the question, so that an answer given meanwhile makes this one needless
 * @param known variables and results of the flow
 * @param asker whom to tell
 */
record FollowUp(
        String delivery,
        String flow,
        String step,
        String locale,
        String question,
        Map<String, Object> known,
        Asker asker) {
    /** Where it stands in a delivery's input. */
    static final String KEY = "followUp";

    Map<String, Object> map() {
        return Map.of(
                "flow",
                flow,
                "step",
                step,
                "locale",
                locale,
                "question",
                question,
                "known",
                known,
                "asker",
                asker.map());
    }

    /**
     * A late answer.
     *
     * @param input what the backend was asked
     */
    record Answer(FollowUp followUp, Map<String, Object> input, Outcome outcome) {}

    /** Reads the payload of a {@code RESULT}: {@code {outcome, value, reason, deliveryId, input}}; missing parts are empty. */
    static Answer read(Map<String, Object> payload, Instant now) {
        var input = Fields.object(payload, "input");
        return new Answer(
                from(Fields.text(payload, "deliveryId"), Fields.object(input, KEY), now), input, outcome(payload));
    }

    private static FollowUp from(String delivery, Map<String, Object> map, Instant now) {
        return new FollowUp(
                delivery,
                Fields.text(map, "flow"),
                Fields.text(map, "step"),
                Fields.text(map, "locale"),
                Fields.text(map, "question"),
                Fields.object(map, "known"),
                Asker.from(Fields.object(map, "asker"), now));
    }

    /** How the look-up ended; a word nobody knows counts as a defect of the set-up. */
    private static Outcome outcome(Map<String, Object> payload) {
        var word = Fields.text(payload, "outcome");
        for (var kind : Outcome.Kind.values()) {
            if (kind.name().equalsIgnoreCase(word)) {
                return new Outcome(kind, Fields.object(payload, "value"), Fields.text(payload, "reason"), "", null);
            }
        }
        return Outcome.of(Outcome.Kind.CONFIG, "unknown outcome");
    }

    @Override
    public String toString() {
        return "FollowUp[" + delivery + "]";
    }
}
