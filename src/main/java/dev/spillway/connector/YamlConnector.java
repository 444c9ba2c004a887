package dev.spillway.connector;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A backend as its YAML describes it. Immutable. */
final class YamlConnector implements Connector {
    private final String name;
    private final Plans plans;
    private final Manners manners;
    private final Optional<Webhook> webhook;

    /** What it can do. */
    record Plans(
            Map<String, PlanOperation> operations,
            Map<String, LoginPlan> logins,
            Map<String, Joining> joinings,
            Map<String, Batching> batchings,
            Map<String, Caching> cachings,
            Map<String, String> fallbacks) {
        Plans {
            operations = Map.copyOf(operations);
            logins = Map.copyOf(logins);
            joinings = Map.copyOf(joinings);
            batchings = Map.copyOf(batchings);
            cachings = Map.copyOf(cachings);
            fallbacks = Map.copyOf(fallbacks);
        }
    }

    /**
     * How the backend wants to be treated.
     *
     * @param tolls that every call pays
     * @param adaptive null if nothing need be found out
     * @param breaker null if it has no wish
     * @param health null if it does not ask
     */
    record Manners(
            List<Toll> tolls,
            @Nullable Adaptive adaptive,
            @Nullable Breaker breaker,
            List<Probe> probes,
            @Nullable Health health,
            Redaction redaction) {}

    YamlConnector(String name, Plans plans, Manners manners, Optional<Webhook> webhook) {
        this.name = name;
        this.plans = plans;
        this.manners = manners;
        this.webhook = webhook;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<String> operations() {
        return plans.operations.keySet();
    }

    @Override
    public Map<String, LoginPlan> logins() {
        return plans.logins;
    }

    @Override
    public List<Probe> probes() {
        return manners.probes;
    }

    @Override
    public Optional<Health> health() {
        return Optional.ofNullable(manners.health);
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
    public Optional<Breaker> breaker() {
        return Optional.ofNullable(manners.breaker);
    }

    @Override
    public Optional<Webhook> webhook() {
        return webhook;
    }

    @Override
    public String fallback(String operation) {
        return plans.fallbacks.getOrDefault(operation, "");
    }

    @Override
    public Redaction redaction() {
        return manners.redaction;
    }

    @Override
    public @Nullable Joining joining(String operation) {
        return plans.joinings.get(operation);
    }

    @Override
    public @Nullable Batching batching(String operation) {
        return plans.batchings.get(operation);
    }

    @Override
    public @Nullable Caching caching(String operation) {
        return plans.cachings.get(operation);
    }

    @Override
    public Step begin(Operation operation) {
        var plan = plans.operations.get(operation.name());
        if (plan != null) return plan.begin(operation);
        for (var probe : manners.probes) {
            if (operation.name().equals(Probe.PREFIX + probe.name()))
                return probe.begin().get();
        }
        if (manners.health != null && operation.name().equals(Health.NAME))
            return manners.health.begin().get();
        // The name may come from anywhere: it is not repeated.
        return new Step.Done(Outcome.of(Outcome.Kind.CONFIG, name + " does not do this operation"));
    }

    @Override
    public String toString() {
        return "YamlConnector[" + name + "]";
    }
}
