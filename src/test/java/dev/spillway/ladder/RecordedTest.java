package dev.spillway.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedTest {
    private static final Recorded.By BY = new Recorded.By("own", 1, 256);

    @Test
    void allowsAQuarterMore() {
        var recorded = new Recorded(2.0, BY);

        assertThat(recorded.allows(2.5)).isTrue();
        assertThat(recorded.allows(2.51)).isFalse();
    }

    @Test
    void doesNotAllowWhatWasNotMeasured() {
        assertThat(new Recorded(2.0, BY).allows(Double.NaN)).isFalse();
    }

    @Test
    void readsWhatItWrote(@TempDir Path folder) throws IOException {
        var file = folder.resolve("recorded.properties");
        new Recorded(1.8349, new Recorded.By("wrk", 2, 64)).write(file);

        assertThat(Recorded.read(file, BY)).isEqualTo(new Recorded(1.835, new Recorded.By("wrk", 2, 64)));
    }

    @Test
    void takesAFileThatDoesNotSayHowForOneMadeAsUsual(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("old.properties"), "gateway_over_null=2.484");

        assertThat(Recorded.read(file, BY)).isEqualTo(new Recorded(2.484, BY));
    }

    @Test
    void saysWhatIsNoNumber(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("odd.properties"), "gateway_over_null=2,5");

        assertThatThrownBy(() -> Recorded.read(file, BY))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("2,5");
    }

    @Test
    void saysWhatIsMissing(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("empty.properties"), "");

        assertThatThrownBy(() -> Recorded.read(file, BY)).hasMessageContaining("gateway_over_null");
    }
}
