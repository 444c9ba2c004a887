package dev.spillway.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class PromptnessTest {
    private final Promptness promptness = new Promptness();
    private OptionalLong found = OptionalLong.empty();

    private void look(int answers, long nanos) {
        LongStream.range(0, answers).forEach(answer -> promptness.answered(nanos));
        found = promptness.medianNanos();
    }

    @Test
    void saysNothingOfSoFewThatTheyAreNoPeak() {
        for (var look = 0; look < 100; look++) {
            look(49, 500_000_000);
            assertThat(found).isEmpty();
        }
    }

    @Test
    void saysWhatItSaidBeforeWhileTooFewAreAnsweredToTell() {
        look(1_000, 1_000_000);
        var before = found;
        look(19, 100_000_000);
        assertThat(found).isPresent().isEqualTo(before);
        look(1, 100_000_000);
        assertThat(found.orElseThrow()).isGreaterThan(50_000_000);
    }

    @Test
    void forgetsAPeakSoonAfterIt() {
        look(1_000, 1_000_000);
        for (var look = 0; look < 10; look++) look(0, 0);
        assertThat(found).isEmpty();
    }

    @Property(tries = 200)
    void isWithinAFactorOfTwoOfTheMedian(
            @ForAll @Size(min = 50, max = 150) List<@LongRange(min = 300_000, max = 1_500_000_000) Long> answers) {
        var fresh = new Promptness();
        LongStream.range(0, 1_000).forEach(answer -> fresh.answered(1_000_000));
        fresh.medianNanos();
        for (var nanos : answers) fresh.answered(nanos);
        var sorted = answers.stream().sorted().toList();
        var lower =
                sorted.get((sorted.size() - 1) / 2); // of an even number anything between the middle two is a median
        var upper = sorted.get(sorted.size() / 2);
        assertThat(fresh.medianNanos().orElseThrow()).isBetween(lower / 2, upper * 2);
    }

    @Test
    void tellsWhatIsFasterOrSlowerThanItsBuckets() {
        look(1_000, 10);
        assertThat(found.orElseThrow()).isLessThan(250_000);
        look(1_000, 60_000_000_000L);
        assertThat(found.orElseThrow()).isGreaterThan(1_000_000_000);
    }
}
