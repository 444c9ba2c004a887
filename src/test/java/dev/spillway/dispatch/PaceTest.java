package dev.spillway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

final class PaceTest {
    private static final long MS = 1_000_000;
    private static final double SLICE_SECONDS = Pace.SLICE.toNanos() / 1e9;
    private static final double SECONDS = Pace.LOOK.toNanos() / 1e9;

    private final Pace pace = new Pace(Duration.ofMillis(5));

    /** What was begun in a second, on average, of so many that come, at doors whose median depends on how much is begun. */
    private double runs(double offered, int looks, DoubleUnaryOperator medianMs) {
        return runs(offered, looks, Duration.ZERO, medianMs);
    }

    /** The same where each has waited so long when it is begun. */
    private double runs(double offered, int looks, Duration waited, DoubleUnaryOperator medianMs) {
        var all = 0.0;
        for (var look = 0; look < looks; look++) {
            var begun = 0;
            for (var slice = 0; slice < SECONDS / SLICE_SECONDS; slice++) begun += slice(offered, waited);
            all += begun;
            pace.look(OptionalLong.of((long) (medianMs.applyAsDouble(begun / SECONDS) * MS)));
        }
        return all / (looks * SECONDS);
    }

    private int slice(double offered, Duration waited) {
        pace.slice(Pace.SLICE.toNanos());
        var begun = (int) Math.max(0, Math.min(pace.left(), offered * SLICE_SECONDS));
        pace.begun(begun, waited);
        return begun;
    }

    @Test
    void isNoLimitWhileTheDoorsArePrompt() {
        runs(50_000, 1, rate -> 4);
        assertThat(runs(50_000, 100, rate -> 4)).isEqualTo(50_000);
        assertThat(pace.perSecond()).isInfinite();
    }

    @Test
    void beginsWithLittleUntilItHasBeenToldOfTheDoors() {
        assertThat(runs(50_000, 1, rate -> 100)).isBetween(500.0, 1_500.0);
        assertThat(runs(50_000, 10, rate -> 100)).isLessThan(800);
    }

    @Test
    void findsWhatCanRunWithoutMakingTheDoorsLate() {
        DoubleUnaryOperator contended = rate -> 1 + rate / 500; // 5 ms at 2,000/s
        runs(4_000, 50, contended);
        assertThat(runs(4_000, 600, contended)).isBetween(1_500.0, 2_200.0);
    }

    @Test
    void givesWayWithinTwoSecondsOfAPeak() {
        runs(4_000, 100, rate -> 1);
        assertThat(runs(4_000, 20, rate -> 100)).isLessThan(2_000);
    }

    @Test
    void isNoLimitAnyMoreSoonAfterThePeak() {
        DoubleUnaryOperator contended = rate -> rate > 300 ? 50 : 1;
        runs(4_000, 100, contended);
        assertThat(pace.perSecond()).isLessThan(1_000);
        runs(100, 30, rate -> 1);
        assertThat(pace.perSecond()).isInfinite();
    }

    @Test
    void neverFallsBelowTheLeast() {
        for (var look = 0; look < 1_000; look++) {
            pace.look(OptionalLong.of(1_000 * MS));
            assertThat(pace.perSecond()).isGreaterThanOrEqualTo(Pace.LEAST);
            pace.slice(Pace.SLICE.toNanos());
            pace.begun(Math.max(0, pace.left()), Duration.ZERO);
        }
    }

    @Test
    void doesNotGiveWayForLongWhereThatDoesNotHelp() {
        assertThat(runs(2_000, 3_000, rate -> 40)).isGreaterThan(1_700);
    }

    @Test
    void givesWayAgainWhenTheDoorsHaveBecomeFaster() {
        runs(4_000, 100, rate -> 60); // a JVM that is still cold
        DoubleUnaryOperator contended = rate -> 1 + rate / 500;
        runs(4_000, 300, contended);
        assertThat(runs(4_000, 300, contended)).isLessThan(2_500);
    }

    @Test
    void givesWaySoonWhenTheDoorsAreFasterThanTheyWereAlone() {
        runs(4_000, 100, rate -> 60); // a JVM that is still cold: giving way was in vain
        DoubleUnaryOperator contended = rate -> 1 + rate / 500;
        runs(4_000, 80, contended);
        assertThat(runs(4_000, 100, contended)).isLessThan(2_500);
    }

    @Test
    void letsTheDoorsTakeLongerWhileEventsWait() {
        DoubleUnaryOperator contended = rate -> 1 + rate / 500; // 9 ms at 4,000/s
        runs(4_000, 50, contended);
        assertThat(runs(4_000, 200, Duration.ofMillis(150), contended)).isBetween(2_300.0, 3_700.0); // 7.5 ms
        runs(4_000, 50, Duration.ofMillis(300), contended);
        assertThat(runs(4_000, 200, Duration.ofMillis(300), contended)).isGreaterThan(3_900); // 15 ms
    }

    @Test
    void mindsTheDoorsAsMuchWhileEventsWaitForLessThanATenthOfASecond() {
        DoubleUnaryOperator contended = rate -> 1 + rate / 500; // 5 ms at 2,000/s
        runs(4_000, 50, Duration.ofMillis(100), contended);
        assertThat(runs(4_000, 600, Duration.ofMillis(100), contended)).isBetween(1_500.0, 2_200.0);
    }

    @Test
    void letsTheDoorsNotTakeAsLongAsOneLikesHoweverLongEventsHaveWaited() {
        DoubleUnaryOperator contended = rate -> 1 + rate / 100; // 20 ms, four times the goal, at 1,900/s
        runs(4_000, 50, Duration.ofHours(1), contended);
        assertThat(runs(4_000, 600, Duration.ofHours(1), contended)).isBetween(1_400.0, 2_200.0);
    }

    @Test
    void forgetsThatEventsWaitedWhenTheyDoNotAnyMore() {
        DoubleUnaryOperator contended = rate -> 1 + rate / 500;
        runs(4_000, 100, Duration.ofSeconds(5), contended);
        runs(4_000, 50, contended);
        assertThat(runs(4_000, 600, contended)).isBetween(1_500.0, 2_200.0);
    }

    @Test
    void makesUpForAPageThatWasLargerThanWhatWasLeft() {
        runs(4_000, 30, rate -> rate > 300 ? 50 : 1);
        pace.begun(pace.left() + 10_000, Duration.ZERO);
        pace.look(OptionalLong.empty());
        pace.slice(Pace.SLICE.toNanos());
        assertThat(pace.left()).isNegative();
    }

    @Test
    void makesUpForALateSliceButNotForALongStandstill() {
        runs(4_000, 30, rate -> rate > 300 ? 50 : 1);
        pace.slice(Pace.LOOK.toNanos());
        assertThat(pace.left()).isBetween((int) (pace.perSecond() / 11), (int) Math.ceil(pace.perSecond() / 10));
        pace.slice(Duration.ofMinutes(1).toNanos());
        assertThat(pace.left()).isLessThanOrEqualTo((int) Math.ceil(pace.perSecond() / 10));
    }

    @Test
    void letsNothingBeginAnyMoreOnceTheDoorsAreFoundLate() {
        runs(4_000, 10, rate -> 1);
        pace.slice(Pace.SLICE.toNanos());
        pace.look(OptionalLong.of(100 * MS));
        assertThat(pace.left()).isNotPositive();
    }

    @Test
    void givesWhatASecondMayTakeInManySmallParts() {
        runs(4_000, 30, rate -> rate > 300 ? 50 : 1);
        pace.slice(Pace.SLICE.toNanos());
        assertThat(pace.left()).isPositive().isLessThanOrEqualTo((int) Math.ceil(pace.perSecond() / 50));
        pace.slice(Pace.SLICE.toNanos()); // nobody came: that is not made up for in one go
        assertThat(pace.left()).isLessThanOrEqualTo((int) Math.ceil(pace.perSecond() / 50));
    }

    @Test
    void doesNotMindTheDoorsWithoutAGoal() {
        var careless = new Pace(Duration.ZERO);
        careless.look(OptionalLong.of(1_000 * MS));
        assertThat(careless.perSecond()).isInfinite();
    }
}
