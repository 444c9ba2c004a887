package dev.spillway.outbound;

import dev.spillway.connector.Outcome;
import dev.spillway.event.GatewayException;
import dev.spillway.lane.Attempt;
import dev.spillway.lane.Lanes;
import dev.spillway.lane.Verdict;
import dev.spillway.ledger.PastDeliveries;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    private final Gathering gathering;
    private final Sending sending;
    private final Verdicts verdicts;
    private final AttemptReport report;
    private final Restraint restraint;
    private final Precheck precheck;
    private final Untried untried;
    private final Holds holds;
    private final Promise<Void> drained = Promise.promise();
    /** Those that go out with another: they are out, and take no room from others. */
    private final Set<String> beside = new HashSet<>();

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
        this.gathering = new Gathering(destination.connector(), lanes, desk.precheck, desk.clock);
        this.sending = new Sending(destination, lanes, desk.clock);
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
        var free = restraint.free(inFlight - beside.size());
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
        var early = gathering.early(attempt);
        if (!early.isZero()) end(attempt, untried.early(attempt, early));
        else
            holds.pass(attempt.delivery().operation())
                    .ifPresentOrElse(pass -> gather(attempt, pass), () -> end(attempt, untried.held(attempt)));
    }

    private void gather(Attempt first, Hold.Pass pass) {
        gathering.group(first).onSuccess(group -> {
            inFlight += group.size() - 1;
            group.others().forEach(attempt -> beside.add(id(attempt)));
            group.apart().forEach(attempt -> end(attempt, untried.apart(attempt)));
            if (group.together().size() == 1) send(first, pass);
            else sendTogether(group.together(), pass);
        });
    }

    private Future<Void> send(Attempt attempt, Hold.Pass pass) {
        return end(
                attempt,
                sending.send(attempt)
                        .compose(sent -> finish(sent, List.of(attempt), pass).get(0)));
    }

    private void sendTogether(List<Attempt> group, Hold.Pass pass) {
        var sent = sending.together(group);
        if (sent.isEmpty()) oneByOne(group, pass);
        else
            sent.get()
                    .onSuccess(it -> settle(it, group, pass))
                    .onFailure(cause -> group.forEach(attempt -> end(attempt, Future.failedFuture(cause))));
    }

    /** One bad piece must not take the others with it. */
    private void settle(Sending.Sent sent, List<Attempt> group, Hold.Pass pass) {
        if (sent.ending().outcome().kind() == Outcome.Kind.INVALID) {
            oneByOne(group, pass);
            return;
        }
        var finished = finish(sent, group, pass);
        for (var i = 0; i < group.size(); i++) end(group.get(i), finished.get(i));
    }

    /** In their order, since they are one contact's. */
    private void oneByOne(List<Attempt> group, Hold.Pass pass) {
        var before = Future.<Void>succeededFuture();
        for (var attempt : group) before = before.transform(done -> send(attempt, pass));
    }

    private Future<Void> end(Attempt attempt, Future<Void> finished) {
        return finished.onFailure(cause -> unfinished(attempt, cause))
                .recover(cause -> giveBack(attempt, cause))
                .onComplete(done -> over(attempt));
    }

    /** Ends each for itself, in their order; what the destination said counts once. */
    private List<Future<Void>> finish(Sending.Sent sent, List<Attempt> group, Hold.Pass pass) {
        var misfits = holds.learn(pass, id(group.get(0)), sent.ending().outcome());
        var throttles = restraint.throttles(sent.ending());
        var finished = new ArrayList<Future<Void>>();
        for (var attempt : group) {
            var tried = new Tried(attempt, sent.ending(), clock.instant(), sent.took(), throttles, group.size());
            var verdict = misfits ? verdicts.held(tried, untried.turn()) : verdicts.of(tried);
            if (finished.isEmpty()) restraint.learn(tried, verdict, verdicts);
            finished.add(finish(tried, verdict));
        }
        return finished;
    }

    private Future<Void> finish(Tried tried, Verdict verdict) {
        destination.metrics().attempted(tried.took(), tried.ending().outcome().kind(), verdict);
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

    private void over(Attempt attempt) {
        inFlight--;
        beside.remove(id(attempt));
        pump();
        drain();
    }

    private void drain() {
        if (stopped && !taking && inFlight == 0) drained.tryComplete();
    }
}
