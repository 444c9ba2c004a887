package dev.spillway.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VariantTest {
    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"mark-not-undone", "no-fencing", "ack-first"})
    void everyVariantStillFitsTheSources(String name) throws IOException {
        assertThat(Variant.names()).contains(name);
        Variant.build(name, folder);
        try (var files = Files.walk(folder)) {
            assertThat(files.map(Path::toString)).anyMatch(file -> file.endsWith(".lua"));
        }
    }

    @Test
    void compilesWhatIsJava() throws IOException {
        Variant.build("ack-first", folder);
        assertThat(folder.resolve("dev/spillway/dispatch/Runner.class")).exists();
    }

    @Test
    void refusesAVariantThatIsNotThere() {
        assertThatThrownBy(() -> Variant.build("unheard-of", folder)).isInstanceOf(IOException.class);
    }
}
