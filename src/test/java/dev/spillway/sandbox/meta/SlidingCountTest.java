package dev.spillway.sandbox.meta;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SlidingCountTest {
    @Test
    void leavesOutWhatHappenedExactlyOneSpanAgo() {
        var count = new SlidingCount(1_000_000);
        assertThat(count.add(0)).isEqualTo(1);
        assertThat(count.add(999_999)).isEqualTo(2);
        assertThat(count.add(1_000_000)).isEqualTo(2);
        assertThat(count.count(1_999_999)).isEqualTo(1);
        assertThat(count.count(2_000_000)).isZero();
    }

    @Test
    void countsThingsOfTheSameTime() {
        var count = new SlidingCount(10);
        for (var n = 1; n <= 1000; n++) assertThat(count.add(5)).isEqualTo(n);
    }

    /** However a window is laid over the times, none holds more than the greatest that was told. */
    @Property(tries = 300)
    void agreesWithEveryWindowAnywhere(
            @ForAll @Size(min = 1, max = 150) List<@IntRange(max = 40) Integer> gaps,
            @ForAll @IntRange(min = 1, max = 300) int spanUs) {
        var times = times(gaps);
        var count = new SlidingCount(spanUs);
        var told = Arrays.stream(times).mapToInt(count::add).toArray();
        for (var n = 0; n < times.length; n++) assertThat(told[n]).isEqualTo(endingWith(times, n, spanUs));
        assertThat(Arrays.stream(told).max().orElse(0)).isEqualTo(largestAnywhere(times, spanUs));
    }

    private static long[] times(List<Integer> gaps) {
        var times = new long[gaps.size()];
        var at = 1_000L;
        for (var n = 0; n < times.length; n++) {
            at += gaps.get(n);
            times[n] = at;
        }
        return times;
    }

    private static int endingWith(long[] times, int last, int spanUs) {
        var found = 0;
        for (var n = 0; n <= last; n++) found += times[n] > times[last] - spanUs ? 1 : 0;
        return found;
    }

    /** Every [t, t + span), t at every microsecond. */
    private static int largestAnywhere(long[] times, int spanUs) {
        var largest = 0;
        for (var t = times[0] - spanUs; t <= times[times.length - 1]; t++) {
            var from = t;
            var inside = (int) Arrays.stream(times)
                    .filter(at -> at >= from && at < from + spanUs)
                    .count();
            largest = Math.max(largest, inside);
        }
        return largest;
    }
}
