package dev.spillway.connector;

import dev.spillway.connector.ConnectorFile.OperationFile;
import dev.spillway.connector.ConnectorFile.Strategy;
import dev.spillway.connector.Outcome.Kind;
import dev.spillway.connector.StepFile.CallFile;
import dev.spillway.connector.StepFile.Method;
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
    /** More calls in a row than any operation has needed; the deadline ends them anyway. */
    private static final int STEPS_MAX = 6;

    /** Of all its steps together. */
    private static final int CALLS_MAX = Connector.CALLS_MAX;

    private final String connector;
    private final OperationFile operation;
    private final ConnectorTools tools;
    private final List<Rule> rules;
    private final Problems problems;
    private final Set<String> sees;
    private final Set<String> saved = new HashSet<>();

    /**
     * @param rules of the connector, behind a step's own
     * @param sees what the steps see before there is an answer
     */
    StepsCompiler(String connector, OperationFile operation, ConnectorTools tools, List<Rule> rules, Set<String> sees) {
        this.connector = connector;
        this.operation = operation;
        this.tools = tools;
        this.rules = rules;
        this.sees = sees;
        this.problems = tools.problems();
    }

    /** Whether there are as many as there may be, and the last says what it yields. */
    static void check(Problems problems, String key, List<@Nullable StepFile> steps, boolean required) {
        if (problems.below(key)) return;
        if (steps.isEmpty() && required)
            problems.add(key, "is missing or empty", "add 1 to " + STEPS_MAX + " steps with a call each");
        if (steps.size() > STEPS_MAX) problems.add(key, "has " + steps.size() + " steps", "use at most " + STEPS_MAX);
        var last = steps.isEmpty() ? null : steps.get(steps.size() - 1);
        if (last != null && last.out() == null) {
            problems.add(
                    key + "[" + (steps.size() - 1) + "].out", "is missing", "the last step must say what it yields");
        }
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
        var calls = compiled.stream().mapToInt(step -> step.repeat().callsMax()).sum();
        if (calls > CALLS_MAX) {
            problems.add(
                    key, "may come to " + calls + " calls", "lower max of pages and poll: " + CALLS_MAX + " at most");
        }
        return compiled;
    }

    private PlanStep step(String key, StepFile step) {
        var name = connector + (key.startsWith("operations") ? key.substring("operations".length()) : "." + key);
        var changes = operation.write() && step.call().method() != Method.GET && !key.contains(".verify[");
        var write = changes && !step.call().reads();
        var credentials = tools.credentials();
        var repeat = new RepeatCompiler(tools).compile(key, step, names(sees));
        var before = names(sees);
        repeated(step).forEach(before::add);
        var answered = new HashSet<>(before);
        answered.addAll(Scope.OWN);
        var csrf = credentials.csrf();
        return new PlanStep(
                name,
                tools.expressions().compile(key + ".when", step.when(), names(sees)),
                repeat,
                credentials.needed(changes),
                changes && csrf != null ? Map.of("csrf", csrf.stale()) : Map.of(),
                request(key, name, step, changes, before),
                judge(key, name, step, write),
                goOn(step),
                tools.expressions().compile(key + ".out", step.out(), answered),
                step.pick(),
                step.save());
    }

    /** What a step's repeat calls its values, also where the repeat itself is wrong: one mistake, one message. */
    private static Stream<String> repeated(StepFile step) {
        var each = step.each() == null ? null : step.each().as();
        var page = step.pages() == null ? null : step.pages().as();
        return Stream.of(each, page).flatMap(Stream::ofNullable);
    }

    private Judge judge(String key, String name, StepFile step, boolean write) {
        var own = tools.expressions().rules(key + ".outcomes", step.outcomes());
        var needsBody = step.save() != null || String.valueOf(step.out()).contains("body");
        return new Judge(
                name,
                Stream.concat(own.stream(), rules.stream()).toList(),
                ok(key, step),
                write,
                needsBody,
                tools.credentials().expire());
    }

    private static Set<Kind> goOn(StepFile step) {
        return step.goOn().stream()
                .filter(Objects::nonNull)
                .map(CanonicalError::kind)
                .collect(Collectors.toUnmodifiableSet());
    }

    private Request request(String key, String name, StepFile step, boolean changes, Set<String> names) {
        var call = step.call();
        var write = changes && !call.reads();
        return new Request(
                name,
                call.method().name(),
                tools.urls()
                        .compile(key + ".call.url", call.url(), call.query(), names)
                        .with(tools.credentials().query()),
                headers(key + ".call.headers", call, changes, names),
                tools.credentials().signature(),
                write ? keyHeader() : null,
                new BodyCompiler(tools).compile(key, name, step, names),
                timeouts(key),
                write,
                tolls(key, step, names));
    }

    private Timeouts timeouts(String key) {
        return tools.timeouts().compile(operationOf(key), operation);
    }

    private static String operationOf(String key) {
        return key.replaceAll("(\\.batch)?\\.(steps|verify)\\[\\d+]$", "");
    }

    private List<TollPlan> tolls(String key, StepFile step, Set<String> names) {
        var ofOperation = tools.limits().compile(operationOf(key) + ".limits", operation.limits(), names);
        var own = tools.limits().compile(key + ".limits", step.limits(), names);
        return Stream.of(tools.tolls(), ofOperation, own).flatMap(List::stream).toList();
    }

    private Map<String, Template> headers(String key, CallFile call, boolean changes, Set<String> names) {
        var headers = new LinkedHashMap<String, Template>();
        if (call.headers().keySet().stream().noneMatch("accept"::equalsIgnoreCase)) {
            headers.put("Accept", Template.of("application/json"));
        }
        var csrf = tools.credentials().csrf();
        headers.putAll(tools.credentials().headers());
        if (changes && csrf != null) headers.putAll(csrf.headers());
        headers.putAll(tools.headers().compile(key, call.headers(), names));
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
                || sees.contains(name)
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
