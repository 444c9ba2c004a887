package dev.spillway.limits;

import dev.spillway.faults.Report;
import dev.spillway.faults.Waiting;
import dev.spillway.lane.Priority;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/** Redis stands still for a while, a gateway dies: nothing bursts, and the whole rate is soon there again. */
final class Outages {
    private static final int PER_SECOND = 80;
    private static final int EACH = 3;
    private static final int AFTER_SECONDS = 20;
    private static final double USED_MIN = 0.98;

    /** Full rate again after so long. */
    private static final int BACK_MS = 5_000;

    /** Whoever had a shard may be dead for so long before others have it. */
    private static final int TAKE_OVER_SECONDS = 10;

    private final Report report;
    private final int warmSeconds;

    Outages(Report report, int warmSeconds) {
        this.report = report;
        this.warmSeconds = warmSeconds;
    }

    private static Backlog backlog(int area, int seconds) {
        return new Backlog().people(Priority.BULK, area, PER_SECOND * seconds / EACH, EACH);
    }

    Row redisAway(Duration away) throws IOException {
        var backlog = backlog(202, warmSeconds + AFTER_SECONDS + 30);
        try (var town = Town.start(report, Town.Order.of(2, PER_SECOND, backlog))) {
            town.warmUp(warmSeconds);
            town.gateways.holdRedis(away);
            var back = System.currentTimeMillis();
            Waiting.sleep(AFTER_SECONDS * 1_000L);
            var arrived = town.arrived();
            var whole = new Stretch(back + BACK_MS, back + (AFTER_SECONDS - 1) * 1_000L);
            return Row.of("Redis away for " + away.toSeconds() + " s", town.judgement(), arrived)
                    .used(used(arrived, whole), USED_MIN)
                    .seen(String.format(
                            Locale.ROOT,
                            "in the first five seconds after it used %.3f",
                            used(arrived, new Stretch(back, back + BACK_MS))));
        }
    }

    /** What the dead node had leased is lost for at most a second of the rate. */
    Row nodeKilled() throws IOException {
        var backlog = backlog(203, warmSeconds + TAKE_OVER_SECONDS + 40);
        try (var town = Town.start(report, Town.Order.of(3, PER_SECOND, backlog))) {
            town.warmUp(warmSeconds);
            var killed = System.currentTimeMillis();
            town.gateways.kill(0);
            Waiting.sleep(TAKE_OVER_SECONDS * 1_000L + 1_000);
            var arrived = town.arrived();
            var after = new Stretch(killed, killed + TAKE_OVER_SECONDS * 1_000L);
            var lost = PER_SECOND * TAKE_OVER_SECONDS - arrived.accepted(after.fromMs(), after.toMs());
            return Row.of("a node of three killed", town.judgement(), arrived)
                    .used(used(arrived, after), 1 - 1.0 / TAKE_OVER_SECONDS)
                    .seen(lost + " of " + PER_SECOND * TAKE_OVER_SECONDS + " lost in ten seconds");
        }
    }

    private static double used(Arrived arrived, Stretch stretch) {
        return stretch.part(arrived.accepted(stretch.fromMs(), stretch.toMs()), PER_SECOND);
    }
}
