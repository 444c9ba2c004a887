package dev.spillway.outbound;

import dev.spillway.lane.Attempt;
import dev.spillway.lane.Lanes;
import dev.spillway.lane.Verdict;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Gives back deliveries that were taken and do not go out after all. */
final class Untried {
    /** Until the ledger is asked again what became of a delivery. */
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final Lanes lanes;
    private final Clock clock;
    private final AttemptReport report;
    private final OutboundMetrics metrics;

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

    /** Nobody can tell at the moment what became of it before. */
    Future<Void> unknown(Attempt attempt) {
        metrics.untried("unknown");
        var soon = new Verdict.Park(ASK_AGAIN, "the ledger cannot be asked");
        return lanes.finish(attempt, soon, List.of(), Optional.empty());
    }
}
