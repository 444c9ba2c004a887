package dev.spillway.flow;

import dev.spillway.event.EventKind;
import dev.spillway.yaml.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All flows and their texts, checked. Immutable. */
public final class FlowBook {
    private final List<Flow> flows;
    private final List<Need> needs;
    private final TextLibrary texts;
    private final Map<String, Map<String, String>> fallbacks;

    FlowBook(List<Flow> flows, List<Need> needs, TextLibrary texts) {
        this(flows, needs, texts, Map.of());
    }

    private FlowBook(
            List<Flow> flows, List<Need> needs, TextLibrary texts, Map<String, Map<String, String>> fallbacks) {
        this.fallbacks = Map.copyOf(fallbacks);
        this.flows = List.copyOf(flows);
        this.needs = List.copyOf(needs);
        this.texts = texts;
    }

    /**
     * An operation that is asked of a destination.
     *
     * @param wanted whom
     * @param backend where that is said
     * @param what where the operation is named
     * @param unsaid whether it is a look-up for whose lateness there are no words: the backend has to have some
     */
    public record Need(Wanted wanted, String operation, Place backend, Place what, boolean unsaid) {
        /** One that nobody waits for. */
        public Need(Wanted wanted, String operation, Place backend, Place what) {
            this(wanted, operation, backend, what, false);
        }
    }

    /**
     * The same, in which flows without words for a late look-up find those of the backend.
     *
     * @param keys of texts, by backend and operation
     */
    public FlowBook with(Map<String, Map<String, String>> keys) {
        return new FlowBook(flows, needs, texts, keys);
    }

    /** What is wrong with a text that must be sayable in every language and know nothing but a name; empty if nothing is. */
    public List<String> flaws(String key) {
        return texts.languages().stream()
                .map(language -> texts.flaw(language, key))
                .filter(flaw -> !flaw.isEmpty())
                .sorted()
                .toList();
    }

    /** The key of what is said while a look-up is late, if the flow has no words of its own. */
    Optional<String> fallback(String backend, String operation) {
        return Optional.ofNullable(fallbacks.getOrDefault(backend, Map.of()).get(operation));
    }

    /** Everything the flows ask of backends: lets the caller check that there is a connector for each. */
    public List<Need> needs() {
        return needs;
    }

    /** The flows' names, in the order they are asked. */
    public List<String> names() {
        return flows.stream().map(Flow::name).toList();
    }

    List<Flow> flows() {
        return flows;
    }

    TextLibrary texts() {
        return texts;
    }

    boolean wants(EventKind kind) {
        return flows.stream().anyMatch(flow -> flow.kinds().contains(kind));
    }
}
