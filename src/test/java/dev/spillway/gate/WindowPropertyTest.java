package dev.spillway.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class WindowPropertyTest {
    private static final Instant NOW = Scene.NOON;

    /** Never open later than Meta has it, at most the margin shorter, and only for the number that was written to. */
    @Property(tries = 500)
    void isOpenExactlyFromTheMessageUntilTheMarginBeforeTwentyFourHours(
            @ForAll @LongRange(min = -3_600_000, max = 200_000_000) long agoMs,
            @ForAll @IntRange(max = 3_600) int marginSeconds) {
        var wrote = Fact.inbound("1", NOW.minusMillis(agoMs), NOW);
        var facts = new Facts(true, Map.of(wrote.field(), wrote.stamp()));
        var margin = Duration.ofSeconds(marginSeconds);
        var open = facts.isWindowOpen("1", NOW, margin);
        assertThat(open)
                .isEqualTo(agoMs + margin.toMillis() < Duration.ofHours(24).toMillis());
        assertThat(facts.isWindowOpen("2", NOW, margin)).isFalse();
    }

    @Property(tries = 200)
    void factsAreReadBackAsTheyWereWritten(
            @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long at,
            @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long since) {
        var stamp = new Stamp(Instant.ofEpochMilli(at), Instant.ofEpochMilli(since), "stop", "crm:one");
        assertThat(Stamp.parse(stamp.text())).contains(stamp);
    }
}
