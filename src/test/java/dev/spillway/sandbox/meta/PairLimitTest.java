package dev.spillway.sandbox.meta;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PairLimitTest {
    private final PairLimit limit = new PairLimit(6000, 45);

    @Test
    void letsOneMessagePassEverySixSeconds() {
        assertThat(LongStream.range(0, 100).allMatch(n -> limit.tryTake("a", n * 6000)))
                .isTrue();
    }

    @Test
    void aBurstOfTwentyBlocksForTwoMinutes() {
        for (var n = 0; n < 20; n++) assertThat(limit.tryTake("a", n)).isTrue();
        assertThat(limit.tryTake("a", 6000)).isFalse();
        assertThat(limit.tryTake("a", 119_999)).isFalse();
        assertThat(limit.tryTake("a", 120_000)).isTrue();
    }

    @Test
    void refusesTheFortySixthInsideSixSeconds() {
        for (var n = 0; n < 45; n++) assertThat(limit.tryTake("a", 100)).isTrue();
        assertThat(limit.tryTake("a", 5999)).isFalse();
        assertThat(limit.tryTake("a", 269_999)).isFalse();
        assertThat(limit.tryTake("a", 270_100)).isTrue();
    }

    @Test
    void limitsEachPairForItself() {
        for (var n = 0; n < 45; n++) limit.tryTake("a", 0);
        assertThat(limit.tryTake("b", 0)).isTrue();
    }

    @Property(tries = 100)
    void neverLetsMoreThanTheBurstAndTheTimePassedAllow(@ForAll @IntRange(min = 1, max = 5000) int stepMs) {
        var twin = new PairLimit(6000, 45);
        var end = 600_000L;
        var passed = LongStream.iterate(0, at -> at < end, at -> at + stepMs)
                .filter(at -> twin.tryTake("a", at))
                .count();
        assertThat(passed).isBetween(75L, 45L + end / 6000);
    }
}
