package dev.spillway.flow;

import dev.spillway.event.EventKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** All flows and their texts, checked. Immutable. */
public final class FlowBook {
    private final List<Flow> flows;
    private final TextLibrary texts;

    FlowBook(List<Flow> flows, TextLibrary texts) {
        this.flows = List.copyOf(flows);
        this.texts = texts;
    }

    /** An operation that some flow asks of a destination. */
    public record Need(String flow, String destination, String operation) {}

    /** Everything the flows ask of backends: lets the caller check that there is a connector for each. */
    public Set<Need> needs() {
        var needs = new LinkedHashSet<Need>();
        for (var flow : flows) {
            Stream.concat(flow.steps().stream(), flow.afterwards().stream())
                    .flatMap(step -> need(flow, step))
                    .forEach(needs::add);
        }
        return needs;
    }

    private static Stream<Need> need(Flow flow, FlowStep step) {
        if (step instanceof FlowStep.Lookup it) return Stream.of(new Need(flow.name(), it.backend(), it.operation()));
        if (step instanceof FlowStep.Deliver it)
            return Stream.of(new Need(flow.name(), it.destination(), it.operation()));
        return Stream.of();
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
