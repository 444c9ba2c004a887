package dev.spillway.outbound;

import dev.spillway.connector.Outcome;
import dev.spillway.gate.Permit;
import dev.spillway.lane.Attempt;
import dev.spillway.lane.Lanes;
import dev.spillway.lane.Verdict;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Gives back deliveries that were taken and do not go out after all. */
final class Untried {
    /** Until the ledger is asked again what became of a delivery. */
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private static final Duration SOON = Duration.ofMillis(1);

    /** News may get lost: what waits for some is looked at again after so long at the latest. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(10);

    /** Until a delivery is looked at again whose operation is held. */
    private static final Duration HELD = Duration.ofSeconds(5);

    /** So many of them are looked at in 1 s, however many there are: about as many as any backend wants once it goes on. */
    private static final Duration HELD_APART = Duration.ofMillis(10);

    private final Lanes lanes;
    private final Clock clock;
    private final AttemptReport report;
    private final OutboundMetrics metrics;
    private Instant lastTurn = Instant.EPOCH;

    Untried(Lanes lanes, Clock clock, AttemptReport report, OutboundMetrics metrics) {
        this.lanes = lanes;
        this.clock = clock;
        this.report = report;
        this.metrics = metrics;
    }

    /** It has ended before, and Redis had forgotten it. */
    Future<Void> ended(Attempt attempt) {
        metrics.untried("ended");
        var row = report.skipped(attempt, clock.instant());
        return lanes.finish(attempt, new Verdict.Done(), List.of(row), Optional.empty());
    }

    /** Its operation is held. It lets others pass and comes again, one after the other. */
    Future<Void> held(Attempt attempt) {
        metrics.untried("held");
        var later = new Verdict.Park(turn(), "its operation is held");
        return lanes.finish(attempt, later, List.of(), Optional.empty());
    }

    /** It waits a while for others that can go out with it. */
    Future<Void> early(Attempt attempt, Duration wait) {
        metrics.untried("early");
        return lanes.finish(attempt, new Verdict.Park(wait, "waits for others"), List.of(), Optional.empty());
    }

    /** It was taken together with the one before it, and is not to go with it: its turn is after that. */
    Future<Void> apart(Attempt attempt) {
        metrics.untried("apart");
        return lanes.finish(attempt, new Verdict.Park(SOON, "not with the one before"), List.of(), Optional.empty());
    }

    /** The gates want it later. It lets others pass, unless all of the person's wait for the same. */
    Future<Void> putOff(Attempt attempt, Permit.Postpone permit) {
        var now = clock.instant();
        var wait = Duration.between(now, permit.until());
        if (permit.keepsPlace()) return unread(attempt, wait);
        metrics.untried("put_off");
        var later = new Verdict.PutOff(permit.mayEndBefore() ? shorter(wait, LOOK_AGAIN) : wait, permit.queue());
        return lanes.finish(attempt, later, report.putOff(attempt, permit, now), Optional.empty());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** What the person allows is being read back. */
    private Future<Void> unread(Attempt attempt, Duration wait) {
        metrics.untried("facts_unknown");
        var soon = new Verdict.Park(wait, "what the person allows is not known yet");
        return lanes.finish(attempt, soon, List.of(), Optional.empty());
    }

    /** The gates do not want it at all. */
    Future<Void> refused(Attempt attempt, Permit.Refuse permit) {
        metrics.untried("refused");
        var done = new Verdict.Done();
        var outcome = Outcome.of(
                        Outcome.Kind.INVALID, "refused by " + permit.gate().word())
                .withCode(permit.code());
        var tried = new Tried(attempt, new Ending(outcome, false, false, 0), clock.instant(), Duration.ZERO, 0);
        return lanes.finish(attempt, done, List.of(report.refused(tried, permit)), report.answer(tried, done));
    }

    /** When the next one that is held has its turn. */
    Duration turn() {
        var now = clock.instant();
        var next = lastTurn.plus(HELD_APART);
        lastTurn = next.isAfter(now.plus(HELD)) ? next : now.plus(HELD);
        return Duration.between(now, lastTurn);
    }

    /** Nobody can tell at the moment what became of it before. */
    Future<Void> unknown(Attempt attempt) {
        metrics.untried("unknown");
        var soon = new Verdict.Park(ASK_AGAIN, "the ledger cannot be asked");
        return lanes.finish(attempt, soon, List.of(), Optional.empty());
    }
}
