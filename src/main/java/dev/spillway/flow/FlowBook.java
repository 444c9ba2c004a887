package dev.spillway.flow;

import dev.spillway.event.EventKind;
import dev.spillway.yaml.Place;
import java.util.List;

/** All flows and their texts, checked. Immutable. */
public final class FlowBook {
    private final List<Flow> flows;
    private final List<Need> needs;
    private final TextLibrary texts;

    FlowBook(List<Flow> flows, List<Need> needs, TextLibrary texts) {
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
     */
    public record Need(Wanted wanted, String operation, Place backend, Place what) {}

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
