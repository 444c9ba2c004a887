package dev.spillway.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The logs of a sandbox that failed, moved out of its folder before that is removed.
 *
 * @param folder where they are now
 */
record KeptLogs(Path folder) {
    private static final long TAIL_BYTES = 16_384;

    static KeptLogs of(Path sandbox) throws IOException {
        var folder = Files.createTempDirectory("spillway-sandbox-logs-");
        try (Stream<Path> files = Files.walk(sandbox, 2)) {
            for (var log :
                    files.filter(file -> file.toString().endsWith(".log")).toList()) {
                Files.copy(log, folder.resolve(log.getFileName().toString()));
            }
        }
        return new KeptLogs(folder);
    }

    /** The last lines of the gateway's. */
    List<String> tail(int lines) throws IOException {
        var log = folder.resolve("gateway.log");
        if (!Files.exists(log)) return List.of();
        try (var file = Files.newInputStream(log)) {
            file.skipNBytes(Math.max(0, Files.size(log) - TAIL_BYTES));
            var all = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return all.subList(Math.max(0, all.size() - lines), all.size());
        }
    }
}
