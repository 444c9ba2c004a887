package dev.spillway;

import dev.spillway.flow.FlowBook.Need;
import dev.spillway.outbound.Destinations.Plan;
import dev.spillway.yaml.Problem;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whether flows and routes ask what somebody can do: one that asks a backend nobody configured would fail before a customer. */
final class NeedCheck {
    private final List<Plan> plans;
    private final Path backends;
    private final Collection<Problem> problems;

    /** @param problems where they go */
    NeedCheck(List<Plan> plans, Path backends, Collection<Problem> problems) {
        this.plans = plans;
        this.backends = backends;
        this.problems = problems;
    }

    void check(Need need) {
        plans.stream()
                .filter(plan -> plan.name().equals(need.destination()))
                .findFirst()
                .ifPresentOrElse(plan -> check(need, plan), () -> nobody(need));
    }

    private void nobody(Need need) {
        var cure = "add it to " + backends + ", or use one of " + words(plans, Plan::name);
        problems.add(need.backend().problem("is neither a backend nor a sender", cure));
    }

    private void check(Need need, Plan plan) {
        var can = plan.connector().operations();
        if (can.contains(need.operation())) return;
        problems.add(need.what()
                .problem(
                        plan.name() + " cannot do it: " + need.operation(),
                        "it can " + words(can, Function.identity())));
    }

    private static <T> String words(Collection<T> things, Function<T, String> word) {
        return things.stream().map(word).sorted().collect(Collectors.joining(", "));
    }
}
