package dev.spillway.flow;

import dev.spillway.event.EventKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A flow as its file tells it, checked and compiled.
 *
 * @param kinds which events it looks at
 * @param where must hold for an event; null if there is none
 * @param triggers one of them must fire; none means every event fits
 * @param fallback whether it is asked only after every other flow has declined
 * @param oncePerSession whether a contact gets it once a session at most
 * @param sample example variables, to try the texts with at load
 * @param steps in order; one that ends the run keeps the rest from being taken
 * @param otherwise what is said when a look-up ends differently
 * @param afterwards taken last, whichever way the steps went
 */
record Flow(
        String name,
        Set<EventKind> kinds,
        @Nullable Formula where,
        List<Trigger> triggers,
        boolean fallback,
        boolean oncePerSession,
        Map<String, Object> sample,
        List<FlowStep> steps,
        Map<Branch, Otherwise> otherwise,
        List<FlowStep.Deliver> afterwards) {

    /**
     * What is said when a look-up did not end well.
     *
     * @param text the text's key
     * @param followUp whether the look-up goes on as a delivery, and its answer is told later
     */
    record Otherwise(String text, boolean followUp) {}

    /** The name of a step in ledgers and ids. */
    String step(String id) {
        return name + "." + id;
    }

    /** The step of that id; empty if a newer file has none. */
    Optional<FlowStep> find(String id) {
        return steps.stream().filter(step -> step.id().equals(id)).findFirst();
    }

    /** The steps behind that one. */
    List<FlowStep> after(FlowStep step) {
        return steps.subList(steps.indexOf(step) + 1, steps.size());
    }
}
