package dev.spillway.connector;

import dev.spillway.connector.ConnectorFile.CacheFile;
import dev.spillway.connector.ConnectorFile.OperationFile;
import dev.spillway.yaml.Problems;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an operation's {@code cache} says. */
final class CachingCompiler {
    private static final Duration TTL_MIN = Duration.ofSeconds(1);
    private static final Duration MAX = Duration.ofHours(24);

    private final ConnectorTools tools;
    private final Problems problems;

    CachingCompiler(ConnectorTools tools) {
        this.tools = tools;
        this.problems = tools.problems();
    }

    /** Null if there is none. */
    @Nullable
    Caching compile(String key, OperationFile operation) {
        var file = operation.cache();
        if (file == null) return null;
        if (operation.write()) problems.add(key, "a write is never answered from memory", "remove it");
        check(key + ".ttl", file.ttl(), TTL_MIN);
        check(key + ".negativeTtl", file.negativeTtl(), Duration.ZERO);
        check(key + ".staleIfError", file.staleIfError(), Duration.ZERO);
        return caching(file, key);
    }

    private Caching caching(CacheFile file, String key) {
        var of = tools.expressions().compile(key + ".key", file.key(), Set.of("in", "param"));
        return new Caching(
                file.ttl(),
                file.negativeTtl(),
                file.staleIfError(),
                of,
                tools.params().values());
    }

    private void check(String key, Duration value, Duration min) {
        if (value.compareTo(min) >= 0 && value.compareTo(MAX) <= 0) return;
        problems.add(key, "must be " + min + "..PT24H, was " + value, "the usual is PT30S to PT5M");
    }
}
