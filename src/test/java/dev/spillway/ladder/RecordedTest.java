package dev.spillway.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedTest {
    @Test
    void allowsAQuarterMore() {
        var recorded = new Recorded(2.0);

        assertThat(recorded.allows(2.5)).isTrue();
        assertThat(recorded.allows(2.51)).isFalse();
    }

    @Test
    void doesNotAllowWhatWasNotMeasured() {
        assertThat(new Recorded(2.0).allows(Double.NaN)).isFalse();
    }

    @Test
    void readsWhatItWrote(@TempDir Path folder) throws IOException {
        new Recorded(1.8349).write(folder.resolve("recorded.properties"));

        assertThat(Recorded.read(folder.resolve("recorded.properties")).gatewayOverNull())
                .isEqualTo(1.835);
    }

    @Test
    void saysWhatIsMissing(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("empty.properties"), "");

        assertThatThrownBy(() -> Recorded.read(file)).hasMessageContaining("gateway_over_null");
    }
}
