package dev.spillway.connector;

import dev.spillway.connector.StepFile.GraphqlFile;
import dev.spillway.connector.StepFile.JsonRpcFile;
import dev.spillway.connector.StepFile.Method;
import dev.spillway.yaml.Problems;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a step sends: {@code body}, {@code graphql}, {@code jsonrpc} or {@code multipart}. */
final class BodyCompiler {
    private final ConnectorTools tools;
    private final Problems problems;

    BodyCompiler(ConnectorTools tools) {
        this.tools = tools;
        this.problems = tools.problems();
    }

    /** Null for none. */
    @Nullable
    Body compile(String key, String name, StepFile step, Set<String> names) {
        var parts = step.multipart().isEmpty() ? null : step.multipart();
        var ways = Stream.of(step.body(), step.graphql(), step.jsonrpc(), parts)
                .filter(Objects::nonNull)
                .count();
        if (ways > 1) problems.add(key, "sends more than one body", "keep one of body, graphql, jsonrpc and multipart");
        if (ways > 0 && step.call().method() == Method.GET) {
            problems.add(key + ".body", "a GET has no body", "use query, or another method");
        }
        if (parts != null) return new MultipartCompiler(tools).compile(key + ".multipart", name, parts, names);
        if (step.graphql() != null) return graphql(key, name, step.graphql(), names);
        return step.jsonrpc() == null ? plain(key, name, step, names) : rpc(key, name, step.jsonrpc(), names);
    }

    private @Nullable Body plain(String key, String name, StepFile step, Set<String> names) {
        var value = tools.expressions().compile(key + ".body", step.body(), names);
        if (value == null) return null;
        return switch (step.encode()) {
            case JSON -> new Body.Of(name + ".body", value);
            case FORM -> new Body.Form(name + ".body", value);
            case NDJSON -> new Body.Lines(name + ".body", value);
        };
    }

    private @Nullable Body graphql(String key, String name, GraphqlFile file, Set<String> names) {
        if (file.query().isBlank()) problems.add(key + ".graphql.query", "is empty", "write a query or mutation");
        var variables = tools.expressions().compile(key + ".graphql.variables", file.variables(), names);
        return variables == null ? null : Body.Enclosed.graphql(name + ".graphql", file.query(), variables);
    }

    private @Nullable Body rpc(String key, String name, JsonRpcFile file, Set<String> names) {
        var params = tools.expressions().compile(key + ".jsonrpc.params", file.params(), names);
        return params == null ? null : Body.Enclosed.rpc(name + ".jsonrpc", file.method(), params);
    }
}
