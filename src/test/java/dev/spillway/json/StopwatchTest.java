package dev.spillway.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class StopwatchTest {
    private long clock;
    private long processor;

    private final Stopwatch stopwatch = new Stopwatch(() -> clock, () -> processor);

    private void worked(Duration time) {
        clock += time.toNanos();
        processor += time.toNanos();
    }

    private boolean isOverAfter(Duration time) {
        worked(Duration.ofMillis(11));
        assertThat(stopwatch.isOver()).isFalse();
        worked(time);
        return stopwatch.isOver();
    }

    @Test
    void endsWhatWorksForLongerThanAQuarterOfASecond() {
        assertThat(isOverAfter(Duration.ofMillis(241))).isTrue();
    }

    @Test
    void leavesAloneWhatWorksForLess() {
        assertThat(isOverAfter(Duration.ofMillis(239))).isFalse();
    }

    /** A process that was stopped, a long collection of garbage: the evaluation itself did nothing. */
    @Test
    void countsNoTimeThatTheThreadDidNotHave() {
        worked(Duration.ofMillis(5));
        clock += Duration.ofMinutes(1).toNanos();
        assertThat(stopwatch.isOver()).isFalse();
        clock += Duration.ofMinutes(1).toNanos();

        assertThat(stopwatch.isOver()).isFalse();
        worked(Duration.ofMillis(241));
        assertThat(stopwatch.isOver()).isTrue();
    }

    @Test
    void goesByTheClockWhereNobodyTellsTheProcessorsTime() {
        processor = Long.MIN_VALUE;

        assertThat(isOverAfter(Duration.ofMillis(1_980))).isFalse();
        clock += Duration.ofMillis(20).toNanos();
        assertThat(stopwatch.isOver()).isTrue();
    }

    @Test
    void goesByTheClockWhenSomebodyStopsTellingIt() {
        worked(Duration.ofMillis(20));
        assertThat(stopwatch.isOver()).isFalse();
        processor = -1;
        clock += Duration.ofMillis(1_990).toNanos();

        assertThat(stopwatch.isOver()).isTrue();
    }
}
