package dev.spillway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(10));

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "2, 2", "3, 4", "7, 64", "10, 512", "11, 600", "12, 600", "2147483647, 600"})
    void doublesUpToItsLimit(int attempt, long seconds) {
        assertThat(Backoff.growing(backoff.first(), 2, attempt, backoff.max())).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void refusesALimitBelowTheFirst() {
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .hasMessage("backoff.max must be PT2S..PT24H, was PT1S");
    }

    @Property(tries = 500)
    void waitsBetweenHalfAndAllOfTheTable(
            @ForAll @LongRange(min = 1, max = 3_600_000) long firstMs,
            @ForAll @LongRange(min = 1, max = 24) long maxTimes,
            @ForAll @IntRange(min = -5) int attempt,
            @ForAll long seed) {
        var first = Duration.ofMillis(firstMs);
        var any = new Backoff(first, first.multipliedBy(maxTimes));

        var wait = any.after(attempt, new SplittableRandom(seed));

        var whole = Backoff.growing(any.first(), 2, attempt, any.max());
        assertThat(wait).isBetween(whole.dividedBy(2), whole).isPositive();
    }
}
