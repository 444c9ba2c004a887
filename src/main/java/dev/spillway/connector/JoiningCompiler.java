package dev.spillway.connector;

import dev.spillway.connector.ConnectorFile.CoalesceFile;
import dev.spillway.connector.ConnectorFile.OperationFile;
import dev.spillway.yaml.Problems;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an operation's {@code coalesce} says. */
final class JoiningCompiler {
    private static final Duration WINDOW_MAX = Duration.ofMinutes(10);
    private static final int MAX = 100;

    private final ConnectorTools tools;
    private final Problems problems;

    JoiningCompiler(ConnectorTools tools) {
        this.tools = tools;
        this.problems = tools.problems();
    }

    /** Null if there is none, or it is wrong. */
    @Nullable
    Joining compile(String key, OperationFile operation) {
        var file = operation.coalesce();
        if (file == null) return null;
        if (!operation.write()) problems.add(key, "a read is not joined with others", "remove it");
        checkBounds(key, file);
        var by = tools.expressions().compile(key + ".by", file.by(), Set.of("in", "param"));
        var join = tools.expressions().compile(key + ".join", file.join(), Set.of("items", "param"));
        if (by == null || join == null) return null;
        return new Joining(file.window(), file.max(), by, join, tools.params().values());
    }

    private void checkBounds(String key, CoalesceFile file) {
        if (file.window().isNegative() || file.window().compareTo(WINDOW_MAX) > 0) {
            problems.add(key + ".window", "must be PT0S..PT10M, was " + file.window(), "the usual is PT0S to PT30S");
        }
        if (file.max() < 2 || file.max() > MAX) {
            problems.add(key + ".max", "must be 2.." + MAX + ", was " + file.max(), "the usual is 20");
        }
    }
}
