package dev.spillway.connector;

import dev.spillway.connector.ConnectorFile.CheckFile;
import dev.spillway.connector.ConnectorFile.OperationFile;
import dev.spillway.connector.ConnectorFile.ProbeFile;
import dev.spillway.connector.Outcome.Kind;
import dev.spillway.yaml.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a connector's {@code probe} says. */
final class ProbeCompiler {
    private static final Set<String> SEES = Set.of("param", "auth");
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration EVERY_MIN = Duration.ofMinutes(1);
    private static final Duration EVERY_MAX = Duration.ofDays(1);
    private static final int CHECKS_MAX = 20;
    private static final Operation NOBODYS = new Operation("probe", Map.of(), Operation.Context.lookup("", ""));

    private final String connector;
    private final ConnectorTools tools;
    private final List<Rule> rules;
    private final Set<String> operations;
    private final Problems problems;

    /**
     * @param rules of the connector
     * @param operations it can do
     */
    ProbeCompiler(String connector, ConnectorTools tools, List<Rule> rules, Set<String> operations) {
        this.connector = connector;
        this.tools = tools;
        this.rules = rules;
        this.operations = operations;
        this.problems = tools.problems();
    }

    List<Probe> compile(@Nullable ProbeFile file) {
        if (file == null) return List.of();
        checkEvery(file.every());
        if (file.checks().size() > CHECKS_MAX) problems.add("probe.checks", "are too many", "keep " + CHECKS_MAX);
        if (file.checks().isEmpty() && !problems.below("probe.checks")) {
            problems.add(
                    "probe.checks", "is missing or empty", "add a check by name, with steps, expect and operations");
        }
        var probes = new ArrayList<Probe>();
        file.checks().forEach((name, check) -> probes.add(probe(name, check, file.every())));
        return probes;
    }

    private void checkEvery(Duration every) {
        if (every.compareTo(EVERY_MIN) >= 0 && every.compareTo(EVERY_MAX) <= 0) return;
        problems.add("probe.every", "must be PT1M..P1D, was " + every, "the usual is PT1H");
    }

    private Probe probe(String name, CheckFile check, Duration every) {
        var key = "probe.checks." + name;
        checkNames(key + ".operations", check.operations());
        check.operations().stream()
                .filter(operation -> operation != null && !operations.contains(operation))
                .forEach(operation -> problems.addUnknown(key + ".operations", String.valueOf(operation), operations));
        checkNames(key + ".expect", check.expect());
        var file = new OperationFile(false, TIMEOUT, List.of(), null, List.of(), check.steps());
        var steps = new StepsCompiler(connector, file, tools, rules, SEES).compile(key + ".steps", check.steps());
        if (steps.isEmpty() || steps.get(steps.size() - 1).out() == null) {
            if (!problems.below(key))
                problems.add(key + ".steps", "yield nothing", "end with an out: the names there are");
        }
        var plan = plan(Probe.PREFIX + name, steps, known(check.expect()));
        var scope = Scope.of(NOBODYS, tools.instance());
        return new Probe(name, known(check.operations()), every, () -> plan.begin(scope));
    }

    private void checkNames(String key, List<@Nullable String> names) {
        if (names.isEmpty() && !problems.below(key)) problems.add(key, "is missing or empty", "name at least one");
    }

    private static List<String> known(List<@Nullable String> names) {
        return names.stream().filter(Objects::nonNull).toList();
    }

    private Plan plan(String probe, List<PlanStep> steps, List<String> expect) {
        var name = connector + "." + probe;
        return new Plan(name, steps, seen -> judged(name, seen, expect), Step.Done::new);
    }

    /** An answer without any names says more of the answer than of the fields. */
    private static Step judged(String name, @Nullable Object seen, List<String> expect) {
        var there = names(seen);
        if (there.isEmpty()) return ended(Outcome.of(Kind.INVALID, name + ": the answer names no fields"));
        var missing = expect.stream().filter(field -> !there.contains(field)).toList();
        if (missing.isEmpty()) return ended(Outcome.done(Map.of("found", expect.size())));
        return ended(Outcome.of(Kind.CONFIG, "missing: " + String.join(", ", missing))
                .withCode(missing.get(0)));
    }

    private static Set<String> names(@Nullable Object seen) {
        if (seen instanceof List<?> many)
            return many.stream().map(String::valueOf).collect(Collectors.toSet());
        return seen == null ? Set.of() : Set.of(seen.toString());
    }

    private static Step ended(Outcome outcome) {
        return new Step.Done(outcome);
    }
}
