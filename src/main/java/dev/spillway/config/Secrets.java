package dev.spillway.config;

import dev.spillway.yaml.References;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What references in configuration files stand for. A secret is a file of its name in the directory of secrets, as Kubernetes
 * and Docker mount them, else an environment variable. Files are read anew each time, so that a secret that was changed is found
 * by the next reload.
 */
public final class Secrets implements References {
    /** Names the directory; {@code secrets} beside {@code gateway.yaml} if it is not set. */
    private static final String DIRECTORY = "SPILLWAY_SECRETS_DIR";

    /** No key, certificate or token is longer. */
    private static final long BYTES_MAX = 64 << 10;

    private final Path directory;
    private final UnaryOperator<@Nullable String> environment;

    private Secrets(Path directory, UnaryOperator<@Nullable String> environment) {
        this.directory = directory;
        this.environment = environment;
    }

    /**
     * For the files beside a {@code gateway.yaml}.
     *
     * @param environment gives the value of a variable, or null
     */
    public static Secrets beside(Path file, UnaryOperator<@Nullable String> environment) {
        var named = environment.apply(DIRECTORY);
        var directory = named == null || named.isEmpty() ? file.resolveSibling("secrets") : Path.of(named);
        return new Secrets(directory, environment);
    }

    @Override
    public @Nullable String variable(String name) {
        return environment.apply(name);
    }

    @Override
    public @Nullable String secret(String name) {
        var file = directory.resolve(name);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > BYTES_MAX) return environment.apply(name);
            // Editors and echo end a file with a line break that belongs to no secret.
            return Files.readString(file, StandardCharsets.UTF_8).stripTrailing();
        } catch (IOException e) {
            return environment.apply(name);
        }
    }
}
