package dev.spillway.limits;

import dev.spillway.faults.Report;
import dev.spillway.faults.Waiting;
import dev.spillway.lane.Priority;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/**
 * Answers are lost, statuses are late, gateways are killed: each message arrives once, in its person's order; an offer at most once, and
 * where nobody can tell whether it did it waits for a person.
 */
final class Losses {
    private static final int PER_SECOND = 80;
    private static final int EACH = 3;
    private static final int WRITERS = 2;

    /** Until nothing waits any longer: for what is left of the backlog, lost answers, and leases of the dead. */
    private static final Duration DRAIN_MAX = Duration.ofMinutes(4);

    /** Until letters are where people look for them. */
    private static final long LETTERS_MS_MAX = 10_000;

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

    /**
     * Replies, notices and offers. For the first half of the time what is lost is the answer, for the second half the message
     * itself: who sends cannot tell which.
     *
     * @param late how late statuses are at most
     */
    Row answersLost(double share, Duration late) throws IOException {
        var lost = "\"reset\": true, \"errorShare\": " + share + ", \"statusJitterMs\": " + late.toMillis();
        var waiting = new Backlog()
                .people(Priority.NORMAL, 207, PER_SECOND * seconds / EACH / 2, EACH)
                .offers(Priority.NORMAL, 209, PER_SECOND * seconds / 2);
        var order = Town.Order.of(2, PER_SECOND, waiting).meta(lost + ", \"effect\": \"before\"", late.plusSeconds(10));
        try (var town = Town.start(report, order);
                var writers = Writers.start(town.meta, WRITERS, n -> Backlog.phone(301, n))) {
            Waiting.sleep(seconds * 500L);
            town.behaves(lost + ", \"effect\": \"none\"");
            Waiting.sleep(seconds * 500L);
            writers.stop();
            return accounted(
                    "answers lost on " + share * 100 + " %, statuses up to " + late.toSeconds() + " s late",
                    town,
                    writers);
        }
    }

    /** What ended as unknown are offers, and those of which Meta never told anything: all that it accepted it told of. */
    private static Row unknown(Row row, Arrived arrived, Town town) throws IOException {
        var offers = Set.copyOf(town.offers());
        var never = arrived.unaccepted(offers);
        var house = new House(town.gateways);
        Waiting.within(LETTERS_MS_MAX, () -> house.unknown().size() >= never.size());
        var unknown = Set.copyOf(house.unknown());
        return row.unknown(unknown.size())
                .kept(offers.containsAll(unknown), unknown.size() + " of " + offers.size() + " offers unknown")
                .kept(unknown.equals(never), never.size() + " of which Meta told nothing");
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
        var row = Row.of(what, town.judgement(), arrived)
                .missing(town.missing(arrived) + waits.unanswered() - writers.failed())
                .kept(drained, arrived.all().size() + " sends, " + waits)
                .seen(drained ? "all ended" : "something still waits");
        return unknown(row, arrived, town);
    }
}
