package dev.spillway.backends;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.backends.Site.Arrival;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class LatencyTest {
    @Test
    void countsTheFirstCallForEachMessageAndNothingElse() {
        var arrivals = List.of(
                new Arrival(1_050, "search", "DONE", "523310000001"),
                new Arrival(1_900, "search", "DONE", "523310000001"),
                new Arrival(1_070, "search", "DONE", "523310000009"),
                new Arrival(1_070, "token", "DONE", ""));
        assertThat(Latency.of(arrivals, Map.of("523310000001", 1_000L))).containsExactly(50L);
    }

    @Test
    void takesTheValueThatNinetyNineOfAHundredDoNotExceed() {
        assertThat(Latency.p99(LongStream.rangeClosed(1, 200).boxed().toList())).isEqualTo(198);
        assertThat(Latency.p99(List.of(7L))).isEqualTo(7);
        assertThat(Latency.p99(List.of())).isZero();
    }
}
