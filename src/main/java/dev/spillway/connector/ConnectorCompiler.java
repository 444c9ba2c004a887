package dev.spillway.connector;

import dev.spillway.connector.ConnectorFile.OperationFile;
import dev.spillway.connector.ConnectorFile.Strategy;
import dev.spillway.yaml.Problems;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a connector of what is written, noting whatever is wrong with it. */
final class ConnectorCompiler {
    /** What templates and expressions see before there is an answer. */
    private static final Set<String> SEES = Set.of("in", "ctx", "param", "auth");

    private static final Duration VALID_MIN = Duration.ofMinutes(10);
    private static final Duration VALID_MAX = Duration.ofDays(365);
    private static final int ADAPTIVE_MAX = 10_000;

    private final ConnectorFile file;
    private final Problems problems;
    private final Redaction redaction;
    private final ConnectorTools tools;

    /** @param tenant whose the backend is; empty if it serves all */
    ConnectorCompiler(ConnectorFile file, Map<String, String> given, String tenant, Problems problems) {
        this.file = file;
        this.problems = problems;
        this.redaction = new RedactionCompiler(problems).compile(file.redact());
        var params = Parameters.of(file.params(), given, problems);
        var instance = new Instance(String.valueOf(file.connector()), tenant, params.values());
        var bare = ConnectorTools.of(instance, params, redaction, problems);
        var timeouts = new TimeoutsCompiler(file.timeouts(), problems);
        timeouts.check("timeouts", file.timeouts());
        this.tools = bare.with(timeouts)
                .with(new LoginCompiler(String.valueOf(file.connector()), bare).compile(file.auth(), file.csrf()))
                .with(bare.limits().compile("limits", file.limits(), SEES));
    }

    /** Of use only if there are no problems. */
    YamlConnector compile() {
        var name = name();
        var rules = tools.expressions().rules("outcomes", file.outcomes());
        new ScopeCheck(file, problems).check();
        var operations = new HashMap<String, PlanOperation>();
        var joinings = new HashMap<String, Joining>();
        var batchings = new HashMap<String, Batching>();
        var cachings = new HashMap<String, Caching>();
        file.operations().forEach((operation, written) -> {
            var joining = new JoiningCompiler(tools).compile("operations." + operation + ".coalesce", written);
            if (joining != null) joinings.put(operation, joining);
            var caching = new CachingCompiler(tools).compile("operations." + operation + ".cache", written);
            if (caching != null) cachings.put(operation, caching);
            var compiled = operation(name, operation, written, rules);
            if (compiled == null) return;
            operations.put(operation, compiled);
            var batching = new BatchCompiler(name, tools, rules).compile(compiled.canonical(), written);
            if (batching != null) batchings.put(operation, batching);
        });
        if (operations.isEmpty() && !problems.below("operations")) {
            problems.add("operations", "is missing or empty", "add at least one, e.g. getOrder");
        }
        var probes = new ProbeCompiler(name, tools, rules, file.operations().keySet()).compile(file.probe());
        var webhook = new WebhookCompiler(file.params(), tools).compile(file.webhooks());
        var plans = new YamlConnector.Plans(
                operations,
                tools.credentials().logins(),
                joinings,
                batchings,
                cachings,
                new FallbackCompiler(file, problems).compile());
        var health = new HealthCompiler(name, tools, rules).compile(file.health());
        var manners = new YamlConnector.Manners(tolls(), adaptive(), file.breaker(), probes, health, redaction());
        return new YamlConnector(name, plans, manners, webhook);
    }

    private Redaction redaction() {
        return redaction.and(tools.credentials()).and(tools.params().secrets());
    }

    private List<Toll> tolls() {
        return tools.tolls().stream()
                .filter(plan -> plan.key() == null)
                .map(TollPlan::toll)
                .toList();
    }

    private @Nullable Adaptive adaptive() {
        var written = file.concurrency();
        if (written == null) return null;
        if (written.min() < 1 || written.min() > written.max() || written.max() > ADAPTIVE_MAX) {
            problems.add("concurrency", "needs 1 <= min <= max <= " + ADAPTIVE_MAX, "the usual is min: 1, max: 30");
        }
        return new Adaptive(written.min(), written.max());
    }

    private String name() {
        var name = file.connector();
        if (name == null && !problems.below("connector")) {
            problems.add("connector", "is missing", "add \"connector: …\" with the name it is known by");
        }
        if (name != null && !name.matches("[a-z][a-z0-9-]{0,39}")) {
            problems.add("connector", "is no name", "use up to 40 small letters, digits and dashes");
        }
        return String.valueOf(name);
    }

    private @Nullable PlanOperation operation(String name, String operation, OperationFile written, List<Rule> rules) {
        var key = "operations." + operation;
        var canonical = Canonical.find(operation);
        if (canonical == null) problems.addUnknown(key, operation, Canonical.names());
        else checkWrite(key, canonical, written);
        checkBounds(key, written);
        checkIdempotency(key, written);
        var verify = new StepsCompiler(name, written, tools, rules, SEES).compile(key + ".verify", written.verify());
        var steps = new StepsCompiler(name, written, tools, rules, SEES).compile(key + ".steps", written.steps());
        if (canonical == null) return null;
        return new PlanOperation(
                name + "." + operation, canonical, tools.instance(), idempotency(written), verify, steps);
    }

    private void checkWrite(String key, CanonicalOperation canonical, OperationFile written) {
        if (canonical.write() == written.write()) return;
        problems.add(
                key + ".write",
                canonical.name() + (canonical.write() ? " changes something" : " only reads"),
                "write \"write: " + canonical.write() + "\"");
    }

    private void checkBounds(String key, OperationFile written) {
        tools.timeouts().check(key, written);
        StepsCompiler.check(problems, key + ".steps", written.steps(), true);
        StepsCompiler.check(problems, key + ".verify", written.verify(), false);
    }

    private void checkIdempotency(String key, OperationFile written) {
        var idempotency = written.idempotency();
        var at = key + ".idempotency";
        if (written.write() && idempotency == null && !problems.below(at)) {
            problems.add(
                    at,
                    "is missing",
                    "a write needs {strategy: key-header | directive | externalId | ledger-only | none}");
        }
        if (!written.write() && idempotency != null) problems.add(at, "a read needs none", "remove it");
        if (!written.write() && !written.verify().isEmpty()) {
            problems.add(key + ".verify", "a read needs none", "remove it");
        }
        if (idempotency != null
                && idempotency.strategy() == Strategy.NONE
                && !written.verify().isEmpty()) {
            problems.add(
                    key + ".verify", "belongs to no operation of strategy none", "write \"strategy: ledger-only\"");
        }
        if (idempotency == null) return;
        checkHeader(at + ".header", idempotency);
        checkValidFor(at + ".validFor", idempotency);
        checkDirective(at, idempotency.strategy(), written.steps());
    }

    private void checkValidFor(String key, ConnectorFile.IdempotencyFile idempotency) {
        var validFor = idempotency.validFor();
        if (validFor == null) return;
        if (idempotency.strategy() == Strategy.LEDGER_ONLY || idempotency.strategy() == Strategy.NONE) {
            problems.add(key, "there is no key that could be valid", "remove it");
        }
        if (validFor.compareTo(VALID_MIN) < 0 || validFor.compareTo(VALID_MAX) > 0) {
            problems.add(key, "must be PT10M..P365D, was " + validFor, "write how long the backend keeps a key");
        }
    }

    /** Somebody has to send the key. */
    private void checkDirective(String key, Strategy strategy, List<@Nullable StepFile> steps) {
        if (strategy != Strategy.DIRECTIVE || problems.below(key)) return;
        if (steps.stream().noneMatch(step -> String.valueOf(step).contains("ctx.idempotencyKey"))) {
            problems.add(key, "no step sends the key", "write ctx.idempotencyKey where the backend wants it");
        }
    }

    private static @Nullable Idempotency idempotency(OperationFile written) {
        var file = written.idempotency();
        return file == null ? null : new Idempotency(file.strategy(), file.validFor());
    }

    private void checkHeader(String key, ConnectorFile.IdempotencyFile idempotency) {
        var wanted = idempotency.strategy() == Strategy.KEY_HEADER;
        var header = idempotency.header();
        if (wanted && header == null) problems.add(key, "is missing", "name the header, e.g. Idempotency-Key");
        if (!wanted && header != null) problems.add(key, "belongs to strategy key-header only", "remove it");
        if (header != null) tools.headers().checkName(key, header);
    }
}
