package dev.spillway.connector;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** A backend as its YAML describes it. Immutable. */
final class YamlConnector implements Connector {
    private final String name;
    private final Map<String, PlanOperation> operations;
    private final Map<String, LoginPlan> logins;
    private final List<Probe> probes;

    YamlConnector(
            String name, Map<String, PlanOperation> operations, Map<String, LoginPlan> logins, List<Probe> probes) {
        this.name = name;
        this.operations = Map.copyOf(operations);
        this.logins = Map.copyOf(logins);
        this.probes = List.copyOf(probes);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<String> operations() {
        return operations.keySet();
    }

    @Override
    public Map<String, LoginPlan> logins() {
        return logins;
    }

    @Override
    public List<Probe> probes() {
        return probes;
    }

    @Override
    public Step begin(Operation operation) {
        var plan = operations.get(operation.name());
        if (plan != null) return plan.begin(operation);
        for (var probe : probes) {
            if (operation.name().equals(Probe.PREFIX + probe.name()))
                return probe.begin().get();
        }
        // The name may come from anywhere: it is not repeated.
        return new Step.Done(Outcome.of(Outcome.Kind.CONFIG, name + " does not do this operation"));
    }

    @Override
    public String toString() {
        return "YamlConnector[" + name + "]";
    }
}
