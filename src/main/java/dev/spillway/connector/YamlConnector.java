package dev.spillway.connector;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A backend as its YAML describes it. Immutable. */
final class YamlConnector implements Connector {
    private final String name;
    private final Map<String, PlanOperation> operations;
    private final Map<String, LoginPlan> logins;
    private final Manners manners;

    /**
     * How the backend wants to be treated.
     *
     * @param tolls that every call pays
     * @param adaptive null if nothing need be found out
     */
    record Manners(List<Toll> tolls, @Nullable Adaptive adaptive, List<Probe> probes) {}

    YamlConnector(String name, Map<String, PlanOperation> operations, Map<String, LoginPlan> logins, Manners manners) {
        this.name = name;
        this.operations = Map.copyOf(operations);
        this.logins = Map.copyOf(logins);
        this.manners = manners;
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
        return manners.probes;
    }

    @Override
    public List<Toll> tolls() {
        return manners.tolls;
    }

    @Override
    public Optional<Adaptive> adaptive() {
        return Optional.ofNullable(manners.adaptive);
    }

    @Override
    public Step begin(Operation operation) {
        var plan = operations.get(operation.name());
        if (plan != null) return plan.begin(operation);
        for (var probe : manners.probes) {
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
