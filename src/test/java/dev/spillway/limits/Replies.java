package dev.spillway.limits;

import dev.spillway.faults.Report;
import dev.spillway.faults.Waiting;
import dev.spillway.lane.Priority;
import java.io.IOException;

/** People write while a campaign waits; one of them floods us, and to one a thousand messages wait. */
final class Replies {
    private static final int PER_SECOND = 80;
    private static final int WRITERS = 10;
    private static final int FLOOD = 15;
    private static final int QUEUED = 1_000;
    private static final long P99_MAX_MS = 500;

    /** What comes in counts, too. */
    private static final double USED_MIN = 0.95;

    private final Report report;
    private final int seconds;
    private final int warmSeconds;
    private final int campaign;

    /**
     * A bench of replies.
     *
     * @param seconds for which people write
     * @param campaign messages that wait
     */
    Replies(Report report, int seconds, int warmSeconds, int campaign) {
        this.report = report;
        this.seconds = seconds;
        this.warmSeconds = warmSeconds;
        this.campaign = campaign;
    }

    /** From the webhook to the arrival of the reply. */
    Row whileACampaignWaits() throws IOException {
        var backlog = new Backlog().people(Priority.BULK, 204, campaign, 1);
        try (var town = Town.start(report, Town.Order.of(2, PER_SECOND, backlog))) {
            town.warmUp(warmSeconds);
            return answered("replies before " + campaign + " of a campaign", town);
        }
    }

    /** All others are answered as soon as without them. */
    Row besideAFlood() throws IOException {
        var backlog =
                new Backlog().people(Priority.BULK, 205, campaign, 1).people(Priority.INTERACTIVE, 206, 1, QUEUED);
        try (var town = Town.start(report, Town.Order.of(2, PER_SECOND, backlog));
                var flood = Writers.start(town.meta, FLOOD, n -> Backlog.phone(302, 0))) {
            town.warmUp(warmSeconds);
            var row = answered("replies beside a flood", town);
            var arrived = town.arrived();
            var one = Backlog.person(Backlog.phone(206, 0));
            var flooding = flood.toldAtUs().keySet().iterator().next();
            return row.seen(arrived.countOf(one) + " of " + QUEUED + " went to the one for whom they wait")
                    .seen(arrived.countOf(flooding) + " to the one who writes " + FLOOD + " a second");
        }
    }

    private Row answered(String what, Town town) throws IOException {
        try (var writers = Writers.start(town.meta, WRITERS, n -> Backlog.phone(301, n))) {
            var from = System.currentTimeMillis();
            Waiting.sleep(seconds * 1_000L);
            var stretch = new Stretch(from, System.currentTimeMillis());
            writers.stop();
            Waiting.sleep(3_000);
            var arrived = town.arrived();
            var waits = Waits.of(writers.toldAtUs(), arrived);
            var count = arrived.accepted(stretch.fromMs(), stretch.toMs())
                    + town.judgement(stretch.fromMs(), stretch.toMs()).inbound();
            return Row.of(what, town.judgement(), arrived)
                    .used(stretch.part(count, PER_SECOND), USED_MIN)
                    .missing(waits.unanswered())
                    .kept(waits.p99() < P99_MAX_MS, waits.toString());
        }
    }
}
