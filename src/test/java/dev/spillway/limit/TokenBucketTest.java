package dev.spillway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final double TOLERANCE = 1e-6;

    @Test
    void grantsItsCapacityAtOnceAndThenNothing() {
        var bucket = TokenBucket.full(new Rate(3, 10), 0);

        var taken = bucket.take(5, 1, 0);

        assertThat(taken.grant()).isEqualTo(new Grant(3, Duration.ofMillis(100)));
        assertThat(taken.rest().take(1, 1, 0).grant().tokens()).isZero();
    }

    @Test
    void grantsOneEverySixSeconds() {
        var empty = TokenBucket.full(new Rate(1, 1 / 6.0), 0).take(1, 1, 0);

        assertThat(empty.grant().untilNext()).isEqualTo(Duration.ofSeconds(6));
        assertThat(empty.rest().take(1, 1, 5_999_000).grant().tokens()).isZero();
        assertThat(empty.rest().take(1, 1, 6_000_000).grant().tokens()).isEqualTo(1);
    }

    @Test
    void givesNothingTwiceWhenTheClockStepsBack() {
        var empty = TokenBucket.full(new Rate(10, 10), 5_000_000)
                .take(10, 1, 5_000_000)
                .rest();

        var early = empty.take(10, 1, 4_500_000);

        assertThat(early.grant().tokens()).isZero();
        assertThat(early.rest().take(10, 1, 5_000_000).grant().tokens()).isZero();
        assertThat(early.rest().take(10, 1, 5_100_000).grant().tokens()).isEqualTo(1);
    }

    @Test
    void runsDryForNoLongerThanItTakesToFillWhenTheClockStepsBackFar() {
        var hour = Duration.ofHours(1).toNanos() / 1000;
        var empty = TokenBucket.full(new Rate(10, 10), hour).take(10, 1, hour).rest();

        var stepped = empty.take(10, 1, 0);

        assertThat(stepped.grant().tokens()).isZero();
        assertThat(stepped.rest().take(10, 1, 200_000).grant().tokens()).isEqualTo(2);
    }

    @Test
    void isNotOverfullAfterItsCapacityWasLowered() {
        var lowered = new TokenBucket(new Rate(2, 1), 50, 0);

        assertThat(lowered.take(10, 1, 0).grant().tokens()).isEqualTo(2);
    }

    @Property(tries = 500)
    void neverGrantsMoreThanCapacityAndRefillInAnyStretchOfTime(
            @ForAll @IntRange(min = 1, max = 1_000) int capacity,
            @ForAll @DoubleRange(min = 0.01, max = 5_000) double perSecond,
            @ForAll @Size(min = 1, max = 60) List<@LongRange(min = 0, max = 3_000_000) Long> pauses) {
        var run = new Run(new Rate(capacity, perSecond));
        for (var pause : pauses) run.take((int) (pause % 7 + 1) * 10, pause);

        for (int from = 0; from < run.times.size(); from++) {
            long granted = 0;
            for (int to = from; to < run.times.size(); to++) {
                granted += run.grants.get(to);
                var seconds = (run.times.get(to) - run.times.get(from)) / 1e6;
                assertThat((double) granted).isLessThanOrEqualTo(capacity + perSecond * seconds + TOLERANCE);
            }
        }
    }

    @Property(tries = 3000)
    void grantsWhatANaiveBucketGrants(
            @ForAll @IntRange(min = 1, max = 50) int capacity,
            @ForAll @IntRange(min = 1, max = 200) int millisAToken,
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 400) Integer> pauses) {
        var run = new Run(new Rate(capacity, 1000.0 / millisAToken));
        var naive = new NaiveBucket(capacity, millisAToken);

        for (var pause : pauses) {
            var max = pause % 5 + 1;
            naive.take(max, pause);
            run.take(max, pause * 1000L);
            assertThat(run.total).isEqualTo(naive.total);
        }
    }

    @Property(tries = 500)
    void hasOneAfterTheWaitItNamed(
            @ForAll @IntRange(min = 1, max = 100) int capacity,
            @ForAll @DoubleRange(min = 0.01, max = 5_000) double perSecond,
            @ForAll @LongRange(min = 0, max = 10_000_000) long later) {
        var empty = TokenBucket.full(new Rate(capacity, perSecond), 0)
                .take(capacity, 1, 0)
                .rest();
        var taken = empty.take(capacity, 1, later);
        var due = later + taken.grant().untilNext().toMillis() * 1000 + 1;

        assertThat(taken.rest().take(1, 1, due).grant().tokens()).isEqualTo(1);
    }

    @Property(tries = 300)
    void neverGrantsMoreThanTheFurthestTimeAllowsWhileTheClockTrembles(
            @ForAll @Size(min = 1, max = 60) List<@LongRange(min = -100_000, max = 200_000) Long> steps) {
        var run = new Run(new Rate(10, 20));
        long furthest = 0;
        for (var step : steps) {
            run.take(10, Math.max(step, -run.now));
            furthest = Math.max(furthest, run.now);
            // A step back by more than the half second this bucket takes to fill starts the count again.
            assertThat(run.total)
                    .isLessThanOrEqualTo((long) (10 + 20 * (furthest + run.startedAgain) / 1e6 + TOLERANCE));
        }
    }

    /** Takes and keeps the books. */
    private static final class Run {
        private final List<Long> times = new ArrayList<>();
        private final List<Integer> grants = new ArrayList<>();
        private TokenBucket bucket;
        private long now;
        private long total;
        private long startedAgain;

        Run(Rate rate) {
            bucket = TokenBucket.full(rate, 0);
        }

        int take(int max, long step) {
            now += step;
            if (bucket.atMicros() - now > 500_000) startedAgain += bucket.atMicros() - now;
            var taken = bucket.take(max, 1, now);
            bucket = taken.rest();
            times.add(now);
            grants.add(taken.grant().tokens());
            total += taken.grant().tokens();
            return taken.grant().tokens();
        }
    }

    /** Obviously right: whole numbers only, a token is so many milliseconds of credit. */
    private static final class NaiveBucket {
        private final long creditMax;
        private final int millisAToken;
        private long credit;
        private long total;

        NaiveBucket(int capacity, int millisAToken) {
            this.creditMax = (long) capacity * millisAToken;
            this.millisAToken = millisAToken;
            this.credit = creditMax;
        }

        void take(int max, int pauseMs) {
            credit = Math.min(creditMax, credit + pauseMs);
            var granted = Math.min(max, credit / millisAToken);
            credit -= granted * millisAToken;
            total += granted;
        }
    }
}
