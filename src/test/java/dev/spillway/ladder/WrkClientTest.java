package dev.spillway.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class WrkClientTest {
    @Test
    void readsWhatTheScriptPrints() throws IOException {
        var text = """
                Running 10s test
                ladder requests=300 us=10000000 errors=2 p50=700 p99=2100 p999=9000 exhausted=false
                """;

        assertThat(WrkClient.read(text))
                .isEqualTo(new Outcome(298, 10, 2, new Outcome.Latency(700, 2100, 9000), false, 0));
    }

    @Test
    void passesOnWhatWrkComplainsOf() {
        assertThatThrownBy(() -> WrkClient.read("unable to connect")).hasMessageContaining("unable to connect");
    }
}
