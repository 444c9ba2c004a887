package dev.spillway.outbound;

import dev.spillway.event.GatewayException;
import dev.spillway.lane.Attempt;
import dev.spillway.lane.Lanes;
import dev.spillway.lane.Verdict;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives back attempts with their verdicts, and learns from how they ended. */
final class Settlement {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    private final Destination destination;
    private final Lanes lanes;
    private final Clock clock;
    private final Verdicts verdicts;
    private final AttemptReport report;
    private final Restraint restraint;
    private final Untried untried;
    private final Permits permits;

    Settlement(
            Destination destination,
            Lanes lanes,
            LanePump.Desk desk,
            Restraint restraint,
            Untried untried,
            Permits permits) {
        this.destination = destination;
        this.lanes = lanes;
        this.clock = desk.clock();
        this.verdicts = desk.verdicts();
        this.report = desk.report();
        this.restraint = restraint;
        this.untried = untried;
        this.permits = permits;
    }

    /** Ends each for itself, in their order; what the destination said counts once. */
    List<Future<Void>> finish(Sending.Sent sent, List<Attempt> group, Hold.Pass pass) {
        var whole = sent.ending();
        var alike = whole.items().isEmpty();
        var misfits = alike && misfits(pass, group.get(0), whole);
        var telling = telling(whole);
        var finished = new ArrayList<Future<Void>>();
        for (var i = 0; i < group.size(); i++) {
            var ending = whole.of(i);
            var tried = new Tried(
                    group.get(i), ending, clock.instant(), sent.took(), restraint.throttles(ending), group.size());
            var held = alike ? misfits : misfits(pass, group.get(i), ending);
            var verdict = held ? verdicts.held(tried, untried.turn()) : verdicts.of(tried);
            if (i == telling) restraint.learn(tried, verdict, verdicts);
            finished.add(finish(tried, verdict));
        }
        return finished;
    }

    /** It may have arrived, and nobody looks any longer whether it has. */
    Future<Void> notAgain(Attempt attempt) {
        return finish(AtMostOnce.untried(attempt, clock.instant()), AtMostOnce.verdict());
    }

    private boolean misfits(Hold.Pass pass, Attempt attempt, Ending ending) {
        return destination.condition().holds().learn(pass, attempt.delivery().id(), ending.outcome());
    }

    /** Which of several says most about the destination: one that asks for rest, else one that went well. */
    private static int telling(Ending whole) {
        var items = whole.items();
        return IntStream.range(0, items.size())
                .filter(i -> items.get(i).scope() != null
                        || Verdicts.pauses(items.get(i).outcome()))
                .findFirst()
                .orElseGet(() -> IntStream.range(0, items.size())
                        .filter(i -> items.get(i).outcome().succeeded())
                        .findFirst()
                        .orElse(0));
    }

    private Future<Void> finish(Tried tried, Verdict verdict) {
        permits.ended(tried);
        destination.metrics().attempted(tried.took(), tried.ending().outcome().kind(), verdict);
        report.log(tried, verdict);
        return lanes.finish(tried.attempt(), verdict, report.entries(tried, verdict), report.answer(tried, verdict));
    }

    /** What could not be given back is given back in another way, or left to whoever takes over. Never fails. */
    Future<Void> end(Attempt attempt, Future<Void> finished) {
        return finished.onFailure(cause -> unfinished(attempt, cause))
                .recover(cause -> giveBack(attempt, cause))
                .otherwiseEmpty();
    }

    private void unfinished(Attempt attempt, Throwable cause) {
        destination.metrics().unfinished();
        LOG.atWarn()
                .addKeyValue("deliveryId", attempt.delivery().id())
                .addKeyValue("destination", destination.name())
                .setCause(cause)
                .log("delivery.unfinished");
    }

    /** A defect of ours must not hold the delivery for ever; nobody knows what became of it. */
    private Future<Void> giveBack(Attempt attempt, Throwable cause) {
        if (cause instanceof GatewayException) return Future.failedFuture(cause);
        var later = new Verdict.Retry(destination.settings().backoff().max(), true, true, "defect");
        return lanes.finish(attempt, later, List.of(), Optional.empty());
    }
}
