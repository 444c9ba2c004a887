package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.gate.Cost;
import dev.spillway.gate.Spent;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a number has spent: known by all nodes within a second, and asked for no more often. */
class PurseTest {
    private static final ZoneId MEXICO = ZoneId.of("America/Mexico_City");

    private final FakeTime time = new FakeTime();
    private final FakeSpending all = new FakeSpending();
    private final Purse purse = new Purse("106", all, time, time);
    private final Purse elsewhere = new Purse("106", all, time, time);

    private static Cost text(long micros) {
        return new Cost(micros, "USD", "service", "MX", "charged");
    }

    @Test
    void tellsTheOthersWithinASecondWhatItHasSpent() {
        purse.spent(MEXICO);
        elsewhere.spent(MEXICO);
        purse.spend(text(10));
        purse.spend(text(20));
        assertThat(purse.spent(MEXICO)).isEqualTo(new Spent(30, 2));
        time.pass(Duration.ofSeconds(1));
        elsewhere.spent(MEXICO);
        assertThat(elsewhere.spent(MEXICO)).isEqualTo(new Spent(30, 2));
        assertThat(purse.spent(MEXICO)).isEqualTo(new Spent(30, 2));
    }

    @Test
    void asksOnceASecondHoweverMuchIsSpent() {
        for (var i = 0; i < 1_000; i++) {
            purse.spent(MEXICO);
            purse.spend(text(1));
            time.passMs(10);
        }
        assertThat(all.calls).isBetween(8, 12);
        time.pass(Duration.ofMinutes(10));
        assertThat(all.micros).isEqualTo(1_000);
        assertThat(all.calls).isLessThan(13);
    }

    @Test
    void keepsWhatTheStoreDidNotTake() {
        purse.spent(MEXICO);
        all.away = true;
        purse.spend(text(10));
        time.pass(Duration.ofSeconds(30));
        assertThat(purse.spent(MEXICO)).isEqualTo(new Spent(10, 1));
        all.away = false;
        time.pass(Duration.ofSeconds(2));
        assertThat(all.micros).isEqualTo(10);
        assertThat(purse.spent(MEXICO)).isEqualTo(new Spent(10, 1));
    }

    @Test
    void countsEachDayByTheNumbersOwnMidnight() {
        purse.spent(MEXICO);
        purse.spend(text(10));
        time.pass(Duration.ofHours(20).minusMillis(1));
        assertThat(purse.spent(MEXICO)).isEqualTo(new Spent(10, 1));
        time.passMs(1);
        assertThat(purse.spent(MEXICO).todayMicros()).isZero();
        purse.spend(text(5));
        time.pass(Duration.ofSeconds(1));
        assertThat(all.byDay).isEqualTo(Map.of("2026-11-22", 10L, "2026-11-23", 5L));
    }

    @Test
    void tellsOfADayThatIsOverAsThatDays() {
        purse.spent(MEXICO);
        time.pass(Duration.ofHours(20).minusMillis(10));
        purse.spend(text(10));
        time.passMs(10);
        purse.spent(MEXICO);
        assertThat(all.byDay).containsEntry("2026-11-22", 10L);
    }

    @Test
    void whatIsOutCountsUntilItIsBack() {
        purse.spent(MEXICO);
        purse.out(text(10));
        assertThat(purse.spent(MEXICO).todayMicros()).isEqualTo(10);
        purse.back(text(10));
        assertThat(purse.spent(MEXICO)).isEqualTo(Spent.NOTHING);
    }
}
