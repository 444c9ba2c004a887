package dev.spillway.connector;

import dev.spillway.connector.ConnectorFile.IdempotencyFile;
import dev.spillway.connector.ConnectorFile.OperationFile;
import dev.spillway.connector.ConnectorFile.Strategy;
import dev.spillway.yaml.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an operation's {@code batch} says. */
final class BatchCompiler {
    private static final int MAX = 200;
    private static final Duration WINDOW_MAX = Duration.ofMinutes(1);

    /** What its steps see before there is an answer. */
    private static final Set<String> SEES = Set.of("items", "ctx", "param", "auth");

    private static final Set<String> OF_PIECES = Set.of("in", "ctx", "param");
    private static final Set<String> OF_RESULTS = Set.of("item", "param");
    private static final Set<String> OF_BOTH = Set.of("item", "in", "ctx", "param");

    private final String connector;
    private final ConnectorTools tools;
    private final List<Rule> rules;
    private final Problems problems;

    /** @param rules of the connector: what they say, they say of all pieces */
    BatchCompiler(String connector, ConnectorTools tools, List<Rule> rules) {
        this.connector = connector;
        this.tools = tools;
        this.rules = rules;
        this.problems = tools.problems();
    }

    /** Null if there is none, or it is wrong. */
    @Nullable
    Batching compile(CanonicalOperation canonical, OperationFile operation) {
        var file = operation.batch();
        if (file == null) return null;
        var key = "operations." + canonical.name() + ".batch";
        checkKind(key, operation);
        checkBounds(key, file);
        checkLimits("operations." + canonical.name(), operation);
        StepsCompiler.check(problems, key + ".steps", file.steps(), true);
        var steps = new StepsCompiler(connector, together(operation), tools, rules, SEES)
                .compile(key + ".steps", file.steps());
        var name = connector + "." + canonical.name() + ".batch";
        var results = results(key, name, canonical, file);
        return results == null ? null : new Batching(parts(name, canonical, operation, file), steps, results);
    }

    private Batching.Parts parts(String name, CanonicalOperation canonical, OperationFile operation, BatchFile file) {
        return new Batching.Parts(
                name,
                file.max(),
                file.window(),
                strategy(operation) == Strategy.EXTERNAL_ID
                        && operation.verify().isEmpty(),
                input -> canonical.missingInput(input).isEmpty(),
                tools.instance());
    }

    /** The operation as a call for many sees it. */
    private static OperationFile together(OperationFile one) {
        var limits = one.limits().stream()
                .filter(limit -> limit != null && limit.key() == null)
                .toList();
        return new OperationFile(
                one.write(),
                one.timeout(),
                one.timeouts(),
                limits,
                one.idempotency(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                null);
    }

    private @Nullable Results results(String key, String name, CanonicalOperation canonical, BatchFile file) {
        var match = match(key + ".match", file.match());
        var own = tools.expressions().rules(key + ".outcomes", file.outcomes(), OF_BOTH);
        var out = tools.expressions().compile(key + ".out", file.out(), OF_BOTH);
        if (out == null) return null;
        return new Results(name, canonical, tools.instance(), match, own, out);
    }

    private Results.@Nullable Match match(String key, BatchFile.@Nullable MatchFile file) {
        if (file == null) return null;
        var piece = tools.expressions().compile(key + ".piece", file.piece(), OF_PIECES);
        var result = tools.expressions().compile(key + ".result", file.result(), OF_RESULTS);
        return piece == null || result == null ? null : new Results.Match(piece, result);
    }

    private void checkKind(String key, OperationFile operation) {
        if (!operation.write()) problems.add(key, "a read goes alone: somebody waits for it", "remove it");
        if (operation.coalesce() != null) {
            problems.add(key, "and coalesce would both put pieces together", "keep one of batch and coalesce");
        }
        if (isKeyed(strategy(operation)) && operation.verify().isEmpty()) {
            problems.add(
                    key,
                    "needs verify: the backend does not know the pieces of a batch by their own keys",
                    "add verify, or write under an external id and say \"strategy: externalId\"");
        }
    }

    private static @Nullable Strategy strategy(OperationFile operation) {
        IdempotencyFile idempotency = operation.idempotency();
        return idempotency == null ? null : idempotency.strategy();
    }

    private static boolean isKeyed(@Nullable Strategy strategy) {
        return strategy == Strategy.KEY_HEADER || strategy == Strategy.DIRECTIVE;
    }

    private void checkBounds(String key, BatchFile file) {
        if (file.max() < 2 || file.max() > MAX) {
            problems.add(
                    key + ".max", "must be 2.." + MAX + ", was " + file.max(), "see what the backend takes at once");
        }
        if (file.window().isNegative() || file.window().compareTo(WINDOW_MAX) > 0) {
            problems.add(key + ".window", "must be PT0S..PT1M, was " + file.window(), "the usual is PT0S to PT1S");
        }
    }

    /** One call for many pays once: it cannot keep what single records are limited to. */
    private void checkLimits(String key, OperationFile operation) {
        var cure = "move this limit to the steps that write one, or remove batch";
        for (var i = 0; i < operation.limits().size(); i++) {
            var limit = operation.limits().get(i);
            if (limit == null || limit.key() == null) continue;
            problems.add(key + ".limits[" + i + "].key", "is about one record, and a batch writes many", cure);
        }
        if (tools.tolls().stream().anyMatch(toll -> toll.key() != null)) {
            problems.add(key + ".batch", "writes many records, and a limit of the connector has a key for each", cure);
        }
    }
}
