package dev.spillway.connector;

import dev.spillway.connector.ConnectorFile.HealthFile;
import dev.spillway.connector.ConnectorFile.OperationFile;
import dev.spillway.yaml.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a connector's {@code health} says. */
record HealthCompiler(String connector, ConnectorTools tools, List<Rule> rules) {
    private static final Set<String> SEES = Set.of("param", "auth");
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration EVERY_MIN = Duration.ofSeconds(5);
    private static final Duration EVERY_MAX = Duration.ofHours(1);
    private static final Operation NOBODYS = new Operation(Health.NAME, Map.of(), Operation.Context.lookup("", ""));

    @Nullable
    Health compile(@Nullable HealthFile file) {
        if (file == null) return null;
        checkEvery(file.every());
        var problems = problems();
        if (file.steps().isEmpty() && !problems.below("health"))
            problems.add("health.steps", "is missing or empty", "add a call that is cheap and changes nothing");
        var read = new OperationFile(false, TIMEOUT, List.of(), null, List.of(), file.steps());
        var steps = new StepsCompiler(connector, read, tools, rules, SEES).compile("health.steps", file.steps());
        var plan = new Plan(connector + "." + Health.NAME, steps, HealthCompiler::up, Step.Done::new);
        var scope = Scope.of(NOBODYS, tools.instance());
        return new Health(file.every(), () -> plan.begin(scope));
    }

    private void checkEvery(Duration every) {
        if (every.compareTo(EVERY_MIN) >= 0 && every.compareTo(EVERY_MAX) <= 0) return;
        problems().add("health.every", "must be PT5S..PT1H, was " + every, "the usual is PT1M");
    }

    private Problems problems() {
        return tools.problems();
    }

    private static Step up(@Nullable Object seen) {
        return new Step.Done(Outcome.done(Map.of()));
    }
}
