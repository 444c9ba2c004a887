package dev.spillway.limits;

import dev.spillway.faults.Report;
import dev.spillway.faults.Waiting;
import dev.spillway.lane.Priority;
import java.io.IOException;
import java.time.Duration;

/** Work always waits: all of a number's limit is used, and never more. */
final class Rates {
    /** Each person gets so many, so that their order shows. */
    private static final int EACH = 3;

    private static final double USED_MIN = 0.98;
    private static final double USED_MIN_WITH_INBOUND = 0.95;
    private static final double INBOUND = 0.2;
    private static final int LEFT_OVER_SECONDS = 15;

    private final Report report;
    private final int seconds;
    private final int warmSeconds;

    /** @param seconds that are looked at */
    Rates(Report report, int seconds, int warmSeconds) {
        this.report = report;
        this.seconds = seconds;
        this.warmSeconds = warmSeconds;
    }

    /** @param firstIsAhead by how much the first gateway's clock is wrong */
    Row alone(int nodes, int perSecond, Duration firstIsAhead) throws IOException {
        var order = Town.Order.of(nodes, perSecond, backlog(perSecond)).ahead(firstIsAhead);
        try (var town = Town.start(report, order)) {
            town.warmUp(warmSeconds);
            var before = Questions.of(town.gateways);
            var coresBefore = Cores.now();
            var stretch = stretch();
            var cores = Cores.now().since(coresBefore);
            var asked = Questions.of(town.gateways).minus(before);
            Waiting.sleep(1_000);
            var arrived = town.arrived();
            var sent = arrived.accepted(stretch.fromMs(), stretch.toMs());
            return Row.of(name(nodes, perSecond, firstIsAhead), town.judgement(), arrived)
                    .used(stretch.part(sent, perSecond), USED_MIN)
                    .on(cores)
                    .seen(asked.forSends(sent));
        }
    }

    private Backlog backlog(int perSecond) {
        var people =
                perSecond * (seconds + warmSeconds + (int) Town.COMPILED_MAX.toSeconds() + LEFT_OVER_SECONDS) / EACH;
        return new Backlog().people(Priority.BULK, 201, people, EACH);
    }

    private Stretch stretch() {
        var from = System.currentTimeMillis();
        Waiting.sleep(seconds * 1_000L);
        return new Stretch(from, System.currentTimeMillis());
    }

    private static String name(int nodes, int perSecond, Duration firstIsAhead) {
        var skew = firstIsAhead.isZero() ? "" : ", the first one's clock " + firstIsAhead.toMillis() + " ms ahead";
        return nodes + " node(s), " + perSecond + " a second" + skew;
    }

    /** The same while people write, whose messages count. */
    Row withInbound(int nodes, int perSecond) throws IOException {
        var order = Town.Order.of(nodes, perSecond, backlog(perSecond));
        try (var town = Town.start(report, order);
                var writers = Writers.start(town.meta, perSecond * INBOUND, n -> Backlog.phone(301, n))) {
            town.warmUp(warmSeconds);
            var stretch = stretch();
            Waiting.sleep(8_000);
            var arrived = town.arrived();
            var count = arrived.accepted(stretch.fromMs(), stretch.toMs())
                    + town.judgement(stretch.fromMs(), stretch.toMs()).inbound();
            var lost = arrived.turnedAwayForGood(stretch.toMs());
            var what = nodes + " node(s), " + perSecond + " a second, a fifth of it inbound";
            return Row.of(what, town.judgement(), arrived)
                    .used(stretch.part(count, perSecond), USED_MIN_WITH_INBOUND)
                    .missing(lost)
                    .kept(writers.failed() == 0, "inbound not told " + writers.failed());
        }
    }
}
