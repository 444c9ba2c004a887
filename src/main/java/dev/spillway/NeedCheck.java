package dev.spillway;

import dev.spillway.connector.Capability;
import dev.spillway.flow.FlowBook.Need;
import dev.spillway.outbound.Destinations.Plan;
import dev.spillway.yaml.Problem;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whether flows and routes ask what somebody can do: one that asks a backend nobody configured would fail before a customer. */
final class NeedCheck {
    private final List<Plan> plans;
    private final Serving serving;
    private final Path backends;
    private final Collection<Problem> problems;

    /** @param problems where they go */
    NeedCheck(List<Plan> plans, Serving serving, Path backends, Collection<Problem> problems) {
        this.plans = plans;
        this.serving = serving;
        this.backends = backends;
        this.problems = problems;
    }

    void check(Need need) {
        var capability = need.wanted().capability();
        if (capability == null) named(need, need.wanted().backend());
        else if (capability.operations().contains(need.operation())) served(need, capability);
        else foreign(need, capability);
    }

    private void named(Need need, String backend) {
        find(backend).ifPresentOrElse(plan -> able(need, plan), () -> {
            var cure = "add it to " + backends + ", or use one of " + words(plans, Plan::name);
            problems.add(need.backend().problem("is neither a backend nor a sender: " + backend, cure));
        });
    }

    private Optional<Plan> find(String backend) {
        return plans.stream().filter(plan -> plan.name().equals(backend)).findFirst();
    }

    private void foreign(Need need, Capability capability) {
        var cure = "to it belong " + words(capability.operations(), Function.identity());
        problems.add(need.what().problem(need.operation() + " does not belong to " + need.wanted(), cure));
    }

    /** Wherever an event may come to there must be one, and only one. */
    private void served(Need need, Capability capability) {
        for (var area : serving.areas()) {
            var best = serving.best(capability, area);
            if (best.size() == 1) find(best.get(0)).ifPresent(plan -> able(need, plan));
            else if (best.isEmpty())
                problems.add(need.backend().problem("nobody serves " + area, "add one to " + backends));
            else {
                var cure = "say in " + backends + " which of them serves it: serves: [" + capability.word()
                        + "], tenant or branch";
                problems.add(need.backend().problem(String.join(" and ", best) + " serve " + area + " alike", cure));
            }
        }
    }

    private void able(Need need, Plan plan) {
        var can = plan.connector().operations();
        if (can.contains(need.operation())) {
            sayable(need, plan);
            return;
        }
        var cure = "it can " + words(can, Function.identity());
        problems.add(need.what().problem(plan.name() + " cannot do it: " + need.operation(), cure));
    }

    private void sayable(Need need, Plan plan) {
        if (!need.unsaid() || !plan.connector().fallback(need.operation()).isEmpty()) return;
        var cure = "say it in the flow, otherwise: {late: {reply: a-text}}, or in the connector, fallback: a-text";
        problems.add(need.what().problem("a look-up at " + plan.name() + " can be late, and nobody says so", cure));
    }

    private static <T> String words(Collection<T> things, Function<T, String> word) {
        return things.stream().map(word).sorted().collect(Collectors.joining(", "));
    }
}
