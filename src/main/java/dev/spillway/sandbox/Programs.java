package dev.spillway.sandbox;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of the machine: where they are, and what short ones say. Blocks. */
final class Programs {
    private static final long RUN_MAX_SECONDS = 60;

    private Programs() {}

    /** How a program ended, and all it wrote. */
    record Ended(int exit, String output) {}

    /** The first executable of that name on the PATH. */
    static Optional<Path> find(String name) {
        return all(name).findFirst();
    }

    /** Every executable of that name on the PATH, in its order. */
    static Stream<Path> all(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder).resolve(name))
                .filter(Files::isRegularFile)
                .filter(Files::isExecutable);
    }

    /** A command with its prefix, e.g. the words that drop root's rights. */
    static List<String> join(List<String> prefix, String... command) {
        var words = new ArrayList<>(prefix);
        words.addAll(List.of(command));
        return words;
    }

    /** Runs a short program to its end, at most a minute. */
    static Ended run(List<String> command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(exit(process, command), output);
    }

    private static int exit(Process process, List<String> command) throws IOException {
        try {
            if (process.waitFor(RUN_MAX_SECONDS, TimeUnit.SECONDS)) return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        throw new IOException("did not end: " + String.join(" ", command));
    }
}
