package dev.spillway.connector;

import dev.spillway.connector.ConnectorFile.CallFile;
import dev.spillway.connector.ConnectorFile.Method;
import dev.spillway.connector.ConnectorFile.OperationFile;
import dev.spillway.connector.ConnectorFile.StepFile;
import dev.spillway.connector.ConnectorFile.Strategy;
import dev.spillway.yaml.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The steps of one operation, or of its verification. */
final class StepsCompiler {
    private static final Set<String> BEFORE_ANSWER = Set.of("in", "ctx");

    private final String connector;
    private final OperationFile operation;
    private final ConnectorTools tools;
    private final List<Rule> rules;
    private final Problems problems;
    private final Set<String> saved = new HashSet<>();

    /** @param rules of the connector, behind a step's own */
    StepsCompiler(String connector, OperationFile operation, ConnectorTools tools, List<Rule> rules) {
        this.connector = connector;
        this.operation = operation;
        this.tools = tools;
        this.rules = rules;
        this.problems = tools.problems();
    }

    /** Ends at a broken step: nobody knows what the next ones could see. */
    List<PlanStep> compile(String key, List<@Nullable StepFile> steps) {
        var compiled = new ArrayList<PlanStep>();
        for (var step : steps) {
            if (step == null) break;
            var at = key + "[" + compiled.size() + "]";
            compiled.add(step(at, step));
            save(at + ".save", step.save());
        }
        return compiled;
    }

    private PlanStep step(String key, StepFile step) {
        var name = connector + key.substring("operations".length());
        var before = names(BEFORE_ANSWER);
        var write = operation.write() && step.call().method() != Method.GET && !key.contains(".verify[");
        var stepRules = Stream.concat(
                        tools.expressions().rules(key + ".outcomes", step.outcomes()).stream(), rules.stream())
                .toList();
        var needsBody = step.save() != null || String.valueOf(step.out()).contains("body");
        return new PlanStep(
                name,
                tools.expressions().compile(key + ".when", step.when(), before),
                request(key, name, step, write),
                new Judge(name, stepRules, ok(key, step), write, needsBody),
                tools.expressions().compile(key + ".out", step.out(), names(Scope.OWN)),
                step.pick(),
                step.save());
    }

    private Request request(String key, String name, StepFile step, boolean write) {
        var call = step.call();
        if (step.body() != null && call.method() == Method.GET) {
            problems.add(key + ".body", "a GET has no body", "use query, or another method");
        }
        return new Request(
                name,
                call.method().name(),
                tools.urls().compile(key + ".call.url", call.url(), call.query(), names(BEFORE_ANSWER)),
                headers(key + ".call.headers", call, step.body() != null),
                write ? keyHeader() : null,
                tools.expressions().compile(key + ".body", step.body(), names(BEFORE_ANSWER)),
                operation.timeout(),
                write);
    }

    private Map<String, Template> headers(String key, CallFile call, boolean hasBody) {
        var defaults = new LinkedHashMap<String, String>();
        defaults.put("Accept", "application/json");
        if (hasBody) defaults.put("Content-Type", "application/json");
        call.headers().keySet().forEach(name -> defaults.keySet().removeIf(name::equalsIgnoreCase));
        var headers = new LinkedHashMap<>(tools.headers().compile(key, defaults, Set.of()));
        headers.putAll(tools.auth());
        headers.putAll(tools.headers().compile(key, call.headers(), names(BEFORE_ANSWER)));
        return headers;
    }

    private @Nullable String keyHeader() {
        var idempotency = operation.idempotency();
        return idempotency == null || idempotency.strategy() != Strategy.KEY_HEADER ? null : idempotency.header();
    }

    private Set<Integer> ok(String key, StepFile step) {
        var ok = step.ok().stream().filter(Objects::nonNull).collect(Collectors.toUnmodifiableSet());
        if (ok.stream().anyMatch(status -> status < 200 || status > 599)) {
            problems.add(key + ".ok", "holds a number that is no final status", "list statuses from 200 to 599");
        }
        return ok;
    }

    private void save(String key, @Nullable String name) {
        if (name == null) return;
        if (!name.matches("[A-Za-z]\\w*")
                || Scope.OWN.contains(name)
                || tools.params().names().contains(name)) {
            problems.add(key, "\"" + name + "\" is taken or no name", "choose another word");
        }
        saved.add(name);
    }

    private Set<String> names(Set<String> own) {
        var names = new HashSet<>(saved);
        names.addAll(own);
        return names;
    }
}
