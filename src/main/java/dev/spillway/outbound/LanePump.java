package dev.spillway.outbound;

import dev.spillway.connector.Operation;
import dev.spillway.event.CallbackData;
import dev.spillway.event.Deadline;
import dev.spillway.event.GatewayException;
import dev.spillway.lane.Attempt;
import dev.spillway.lane.Lanes;
import dev.spillway.lane.Verdict;
import dev.spillway.ledger.PastDeliveries;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes deliveries of one destination out of its lanes, no more than it can take, and gives each back with a verdict. What it
 * does not take stays in Redis: no memory here grows with the backlog. Knows nothing of other destinations, and nothing of
 * theirs can hold it up. Belongs to the event loop of its lanes.
 *
 * <p>Never polls. It looks again when the lanes have work, when one of its own is done, and when something that held it up
 * does no longer: a pause, the breaker, a slot, a token.
 */
final class LanePump {
    private static final Logger LOG = LoggerFactory.getLogger(LanePump.class);

    private final Destination destination;
    private final Lanes lanes;
    private final Clock clock;
    private final StepRunner runner;
    private final Verdicts verdicts;
    private final AttemptReport report;
    private final Restraint restraint;
    private final Precheck precheck;
    private final Untried untried;
    private final Holds holds;
    private final Promise<Void> drained = Promise.promise();
    private int inFlight;
    private boolean taking;
    private boolean called;
    private boolean stopped;

    /** What judges attempts and tells of them. */
    record Desk(Clock clock, Alarms alarms, Verdicts verdicts, AttemptReport report, Precheck precheck) {}

    LanePump(Destination destination, Lanes lanes, Desk desk) {
        this.destination = destination;
        this.lanes = lanes;
        this.clock = desk.clock;
        this.runner = destination.runner();
        this.verdicts = desk.verdicts;
        this.report = desk.report;
        this.precheck = desk.precheck;
        this.holds = destination.condition().holds();
        this.untried = new Untried(lanes, desk.clock, desk.report, destination.metrics());
        this.restraint =
                new Restraint(destination, new Pause(desk.clock, desk.alarms), new Pause(desk.clock, desk.alarms));
        destination.metrics().showDeliveries(() -> inFlight);
    }

    /** Begins. */
    void start() {
        lanes.onWork(destination.name(), this::pump);
        restraint.onFree(this::pump);
        pump();
    }

    /** Takes no more. Completes when all that is out has been given back. */
    Future<Void> stop() {
        stopped = true;
        drain();
        return drained.future();
    }

    /** Deliveries taken and not given back. */
    int inFlight() {
        return inFlight;
    }

    private void pump() {
        called = true;
        var free = restraint.free(inFlight);
        if (taking || stopped || free <= 0) return;
        taking = true;
        called = false;
        lanes.take(destination.name(), free, restraint.least())
                .onSuccess(this::taken)
                .onFailure(this::notTaken);
    }

    /** Looks again only if there was something, or somebody has called meanwhile: an empty lane calls by itself. */
    private void taken(List<Attempt> attempts) {
        taking = false;
        inFlight += attempts.size();
        if (!attempts.isEmpty()) check(attempts);
        if (called || !attempts.isEmpty()) pump();
        drain();
    }

    private void notTaken(Throwable cause) {
        taking = false;
        restraint.lanesAway(cause);
        drain();
    }

    private void check(List<Attempt> attempts) {
        precheck.of(attempts)
                .onSuccess(past -> attempts.forEach(attempt -> begin(attempt, past.get(id(attempt)))))
                .onFailure(cause -> unchecked(attempts, cause));
    }

    private void unchecked(List<Attempt> attempts, Throwable cause) {
        restraint.ledgerAway(cause);
        attempts.forEach(attempt -> end(attempt, untried.unknown(attempt)));
    }

    private void begin(Attempt attempt, PastDeliveries.@Nullable Past past) {
        if (past == PastDeliveries.Past.ENDED) end(attempt, untried.ended(attempt));
        else begin(past == null ? attempt : attempt.asAmbiguous());
    }

    private void begin(Attempt attempt) {
        holds.pass(attempt.delivery().operation())
                .ifPresentOrElse(pass -> begin(attempt, pass), () -> end(attempt, untried.held(attempt)));
    }

    private void begin(Attempt attempt, Hold.Pass pass) {
        var since = System.nanoTime();
        end(
                attempt,
                run(attempt)
                        .map(ending -> tried(attempt, ending, Duration.ofNanos(System.nanoTime() - since)))
                        .compose(tried -> finish(tried, pass)));
    }

    private void end(Attempt attempt, Future<Void> finished) {
        finished.onFailure(cause -> unfinished(attempt, cause))
                .recover(cause -> giveBack(attempt, cause))
                .onComplete(done -> over());
    }

    private Future<Ending> run(Attempt attempt) {
        var deadline = Deadline.after(clock, destination.settings().operationTimeout());
        var leave = new Leave(deadline, attempt.delivery().priority(), () -> lanes.mayLeave(attempt));
        return runner.run(operation(attempt), leave);
    }

    private Operation operation(Attempt attempt) {
        var delivery = attempt.delivery();
        var context = new Operation.Context(
                delivery.event().value(),
                delivery.id(),
                new CallbackData(attempt.shard(), delivery.id()).text(),
                delivery.locale(),
                attempt.number(),
                attempt.ambiguous(),
                clock.instant());
        return new Operation(delivery.operation(), delivery.input(), context);
    }

    private Tried tried(Attempt attempt, Ending ending, Duration took) {
        return new Tried(attempt, ending, clock.instant(), took, restraint.throttles(ending));
    }

    private Future<Void> finish(Tried tried, Hold.Pass pass) {
        var outcome = tried.ending().outcome();
        var misfits = holds.learn(pass, id(tried.attempt()), outcome);
        var verdict = misfits ? verdicts.held(tried, untried.turn()) : verdicts.of(tried);
        restraint.learn(tried, verdict, verdicts);
        destination.metrics().attempted(tried.took(), outcome.kind(), verdict);
        report.log(tried, verdict);
        return lanes.finish(tried.attempt(), verdict, report.entries(tried, verdict), report.answer(tried, verdict));
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

    private static String id(Attempt attempt) {
        return attempt.delivery().id();
    }

    private void over() {
        inFlight--;
        pump();
        drain();
    }

    private void drain() {
        if (stopped && !taking && inFlight == 0) drained.tryComplete();
    }
}
