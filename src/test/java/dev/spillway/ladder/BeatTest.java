package dev.spillway.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BeatTest {
    /** Nano times may have any sign. */
    private static final long BEGIN = -TimeUnit.MILLISECONDS.toNanos(2);

    private final Beat beat = new Beat();

    private static long at(long ms) {
        return BEGIN + TimeUnit.MILLISECONDS.toNanos(ms);
    }

    private List<Long> due(long ms) {
        var due = new ArrayList<Long>();
        while (beat.isDue(at(ms))) due.add(beat.take());
        return due;
    }

    @Test
    void beatsEvenly() {
        beat.rate(1_000, BEGIN);

        assertThat(due(0)).isEmpty();
        assertThat(due(1)).containsExactly(at(1));
        assertThat(due(1)).isEmpty();
        assertThat(due(2)).containsExactly(at(2));
    }

    @Test
    void tellsALateOneWhenEachWasDue() {
        beat.rate(500, BEGIN);

        assertThat(due(7)).containsExactly(at(2), at(4), at(6));
        assertThat(due(8)).containsExactly(at(8));
    }

    @Test
    void losesNothingInALongTime() {
        beat.rate(3_333, BEGIN);

        var count = 0;
        for (var ms = 1; ms <= 600_000; ms++) count += due(ms).size();

        assertThat(count).isEqualTo(3_333 * 600);
    }

    @Test
    void restsBeforeThereIsARateAndAtARateOfNone() {
        assertThat(due(1_000)).isEmpty();

        beat.rate(0, at(1_000));

        assertThat(due(100_000)).isEmpty();
    }

    @Test
    void beginsAnewWithAnotherRate() {
        beat.rate(1, BEGIN);
        beat.rate(1_000, at(999));

        assertThat(due(1_001)).containsExactly(at(1_000), at(1_001));
    }
}
