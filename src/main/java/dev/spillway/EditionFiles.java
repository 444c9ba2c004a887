package dev.spillway;

import dev.spillway.config.GatewayConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files that an {@link Edition} is read from: all of them lie beside {@code gateway.yaml}. */
final class EditionFiles {
    private final Path gateway;
    private final GatewayConfig config;

    EditionFiles(Path gateway, GatewayConfig config) {
        this.gateway = gateway;
        this.config = config;
    }

    Path backends() {
        return gateway.resolveSibling(config.backends());
    }

    Path routes() {
        return gateway.resolveSibling(config.routes());
    }

    Path consent() {
        return gateway.resolveSibling(config.consent());
    }

    /** The gates and what messages cost; none if nothing is asked. */
    private List<Path> gates() {
        if (config.gates().isEmpty()) return List.of();
        return List.of(gateway.resolveSibling(config.gates()), gateway.resolveSibling(config.prices()));
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
        var hash = new ShortHash();
        for (var file : all()) {
            hash.add(file.toString().getBytes(StandardCharsets.UTF_8));
            hash.add(bytes(folder().resolve(file)));
        }
        return hash.text();
    }

    private List<Path> all() {
        var found = new ArrayList<Path>();
        for (var root : List.of(backends(), routes(), consent(), connectors(), flows(), templates()))
            found.addAll(below(root));
        for (var file : gates()) found.addAll(below(file));
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
}
