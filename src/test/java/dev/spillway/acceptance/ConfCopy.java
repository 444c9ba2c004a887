package dev.spillway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** A copy of the shipped configuration that a test may change. */
record ConfCopy(Path folder) {
    private static final Path SHIPPED = Path.of("conf");

    static ConfCopy in(Path folder) throws IOException {
        var copy = new ConfCopy(folder);
        try (Stream<Path> all = Files.walk(SHIPPED)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                copy.restore(SHIPPED.relativize(file).toString());
            }
        }
        return copy;
    }

    Path gateway() {
        return folder.resolve("gateway.yaml");
    }

    /** Makes a file what it is in the shipped configuration. */
    void restore(String file) throws IOException {
        var to = folder.resolve(file);
        Files.createDirectories(to.resolveSibling("."));
        Files.copy(SHIPPED.resolve(file), to, StandardCopyOption.REPLACE_EXISTING);
    }

    void change(String file, String from, String to) throws IOException {
        var text = Files.readString(folder.resolve(file));
        assertThat(text).contains(from);
        write(file, text.replace(from, to));
    }

    void append(String file, String more) throws IOException {
        write(file, Files.readString(folder.resolve(file)) + more);
    }

    void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }
}
