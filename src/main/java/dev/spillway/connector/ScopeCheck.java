package dev.spillway.connector;

import dev.spillway.connector.ConnectorFile.OperationFile;
import dev.spillway.connector.ConnectorFile.RuleFile;
import dev.spillway.yaml.Problems;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether each {@code scope} of a rule is the name of a limit. */
final class ScopeCheck {
    private final ConnectorFile file;
    private final Problems problems;
    private final Set<String> names = new TreeSet<>();

    ScopeCheck(ConnectorFile file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    void check() {
        limits().map(LimitFile::name).filter(name -> !name.isEmpty()).forEach(names::add);
        check("outcomes", file.outcomes());
        file.operations().forEach((name, operation) -> {
            check("operations." + name + ".steps", operation.steps().stream());
            check("operations." + name + ".verify", operation.verify().stream());
            var batch = operation.batch();
            if (batch == null) return;
            check("operations." + name + ".batch.steps", batch.steps().stream());
            check("operations." + name + ".batch.outcomes", batch.outcomes());
        });
    }

    private Stream<LimitFile> limits() {
        var ofOperations = file.operations().values().stream().flatMap(ScopeCheck::limits);
        return Stream.concat(file.limits().stream(), ofOperations).filter(Objects::nonNull);
    }

    private static Stream<@Nullable LimitFile> limits(OperationFile operation) {
        var batch = operation.batch();
        var ofBatch = batch == null ? Stream.<@Nullable StepFile>empty() : batch.steps().stream();
        var ofSteps = Stream.of(operation.steps().stream(), operation.verify().stream(), ofBatch)
                .flatMap(steps -> steps)
                .filter(Objects::nonNull)
                .flatMap(step -> step.limits().stream());
        return Stream.concat(operation.limits().stream(), ofSteps);
    }

    private void check(String key, Stream<@Nullable StepFile> steps) {
        var list = steps.toList();
        for (int i = 0; i < list.size(); i++) {
            var step = list.get(i);
            if (step != null) check(key + "[" + i + "].outcomes", step.outcomes());
        }
    }

    private void check(String key, List<@Nullable RuleFile> rules) {
        for (int i = 0; i < rules.size(); i++) {
            var rule = rules.get(i);
            if (rule != null && !rule.scope().isEmpty()) check(key + "[" + i + "].scope", rule);
        }
    }

    private void check(String key, RuleFile rule) {
        if (!names.contains(rule.scope())) problems.addUnknown(key, rule.scope(), names);
        if (rule.is() != CanonicalError.THROTTLED) problems.add(key, "belongs to throttled only", "remove it");
    }
}
