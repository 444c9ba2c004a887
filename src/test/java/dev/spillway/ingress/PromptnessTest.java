package dev.spillway.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class PromptnessTest {
    private final Promptness promptness = new Promptness();

    @Test
    void saysNothingOfAFewAndKeepsThemForTheNextLook() {
        LongStream.range(0, 19).forEach(answer -> promptness.answered(1_000_000));
        assertThat(promptness.medianNanos()).isEmpty();
        promptness.answered(1_000_000);
        assertThat(promptness.medianNanos()).isPresent();
        assertThat(promptness.medianNanos()).isEmpty();
    }

    @Property(tries = 200)
    void isWithinAFactorOfTwoOfTheMedian(
            @ForAll @Size(min = 21, max = 101) List<@LongRange(min = 300_000, max = 1_500_000_000) Long> answers) {
        var fresh = new Promptness();
        for (var nanos : answers) fresh.answered(nanos);
        var sorted = answers.stream().sorted().toList();
        var lower =
                sorted.get((sorted.size() - 1) / 2); // of an even number anything between the middle two is a median
        var upper = sorted.get(sorted.size() / 2);
        assertThat(fresh.medianNanos().orElseThrow()).isBetween(lower / 2, upper * 2);
    }

    @Test
    void tellsWhatIsFasterOrSlowerThanItsBuckets() {
        LongStream.range(0, 100).forEach(answer -> promptness.answered(10));
        assertThat(promptness.medianNanos().orElseThrow()).isLessThan(250_000);
        LongStream.range(0, 100).forEach(answer -> promptness.answered(60_000_000_000L));
        assertThat(promptness.medianNanos().orElseThrow()).isGreaterThan(1_000_000_000);
    }
}
