package dev.spillway.limits;

import dev.spillway.faults.Report;
import dev.spillway.faults.Waiting;
import dev.spillway.lane.Priority;
import java.io.IOException;
import java.time.Duration;

/** Answers are lost, statuses are late, gateways are killed: each message arrives once, in its person's order. */
final class Losses {
    private static final int PER_SECOND = 80;
    private static final int EACH = 3;
    private static final int WRITERS = 2;

    /** Until nothing waits any longer: for what is left of the backlog, lost answers, and leases of the dead. */
    private static final Duration DRAIN_MAX = Duration.ofMinutes(4);

    private final Report report;
    private final int seconds;

    /** @param seconds for which work waits */
    Losses(Report report, int seconds) {
        this.report = report;
        this.seconds = seconds;
    }

    private Backlog backlog(int area) {
        return new Backlog().people(Priority.NORMAL, area, PER_SECOND * seconds / EACH, EACH);
    }

    /** @param late how late statuses are at most */
    Row answersLost(double share, Duration late) throws IOException {
        var meta = "\"reset\": true, \"effect\": \"before\", \"errorShare\": " + share + ", \"statusJitterMs\": "
                + late.toMillis();
        var wait = late.plusSeconds(10);
        var order = Town.Order.of(2, PER_SECOND, backlog(207)).meta(meta, wait);
        try (var town = Town.start(report, order);
                var writers = Writers.start(town.meta, WRITERS, n -> Backlog.phone(301, n))) {
            Waiting.sleep(seconds * 1_000L);
            writers.stop();
            return accounted(
                    "answers lost on " + share * 100 + " %, statuses up to " + late.toSeconds() + " s late",
                    town,
                    writers);
        }
    }

    /** One node of three after the other. */
    Row nodesKilled(int times, Duration pause) throws IOException {
        var order = Town.Order.of(3, PER_SECOND, backlog(208));
        try (var town = Town.start(report, order);
                var writers = Writers.start(town.meta, WRITERS, n -> Backlog.phone(301, n))) {
            for (var time = 0; time < times; time++) {
                Waiting.sleep(pause.toMillis());
                town.gateways.kill(time % 3);
                town.gateways.restart(time % 3);
            }
            writers.stop();
            return accounted("nodes killed " + times + " times", town, writers);
        }
    }

    private static Row accounted(String what, Town town, Writers writers) throws IOException {
        Waiting.sleep(2_000);
        var drained = town.drained(DRAIN_MAX);
        var arrived = town.arrived();
        var waits = Waits.of(writers.toldAtUs(), arrived);
        return Row.of(what, town.judgement(), arrived)
                .missing(town.missing(arrived) + waits.unanswered() - writers.failed())
                .kept(drained, arrived.all().size() + " sends, " + waits)
                .seen(drained ? "all ended" : "something still waits");
    }
}
