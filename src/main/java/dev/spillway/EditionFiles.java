package dev.spillway;

import dev.spillway.config.GatewayConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The files that an {@link Edition} is read from: all of them lie beside {@code gateway.yaml}. */
final class EditionFiles {
    /** As many as people compare at a glance. */
    private static final int VERSION_BYTES = 4;

    private final Path gateway;
    private final GatewayConfig config;

    EditionFiles(Path gateway, GatewayConfig config) {
        this.gateway = gateway;
        this.config = config;
    }

    Path backends() {
        return gateway.resolveSibling(config.backends());
    }

    /** @param name of a connector */
    Path connector(String name) {
        return connectors().resolve(name + ".yaml");
    }

    Path flows() {
        return gateway.resolveSibling(config.flow().flows());
    }

    Path templates() {
        return gateway.resolveSibling(config.flow().templates());
    }

    private Path connectors() {
        return gateway.resolveSibling("connectors");
    }

    /** A short hash of all of them, with their names; what cannot be read counts as not there. */
    String version() {
        var digest = sha256();
        for (var file : all()) {
            digest.update(file.toString().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(bytes(folder().resolve(file)));
            digest.update((byte) 0);
        }
        return HexFormat.of().formatHex(digest.digest(), 0, VERSION_BYTES);
    }

    private List<Path> all() {
        var found = new ArrayList<Path>();
        for (var root : List.of(backends(), connectors(), flows(), templates())) found.addAll(below(root));
        return found.stream()
                .filter(file -> !file.toString().endsWith(".samples.yaml"))
                .map(file -> folder().relativize(file.toAbsolutePath().normalize()))
                .sorted()
                .toList();
    }

    private Path folder() {
        return gateway.toAbsolutePath().normalize().resolveSibling("");
    }

    private static List<Path> below(Path root) {
        try (var files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
