package dev.spillway.outbound;

import dev.spillway.lane.Attempt;
import dev.spillway.lane.Lanes;
import dev.spillway.ledger.PastDeliveries;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Takes deliveries of one destination out of its lanes, no more than it can take, and gives each back with a verdict. What it
 * does not take stays in Redis: no memory here grows with the backlog. Knows nothing of other destinations, and nothing of
 * theirs can hold it up. Belongs to the event loop of its lanes.
 *
 * <p>Never polls. It looks again when the lanes have work, when one of its own is done, and when something that held it up
 * does no longer: a pause, the breaker, a slot, a token.
 */
final class LanePump {
    private final Destination destination;
    private final Lanes lanes;
    private final Settlement settlement;
    private final Departures departures;
    private final Restraint restraint;
    private final Precheck precheck;
    private final Untried untried;
    private final Permits permits;
    private final Promise<Void> drained = Promise.promise();
    /** Those that go out with another: they are out, and take no room from others. */
    private final Set<String> beside = new HashSet<>();

    private int inFlight;
    private boolean taking;
    private boolean called;
    private boolean stopped;

    /**
     * What judges attempts and tells of them.
     *
     * @param keeper whom each is shown before it begins; empty if the destination reaches no people
     */
    record Desk(
            Clock clock,
            Alarms alarms,
            Verdicts verdicts,
            AttemptReport report,
            Precheck precheck,
            Optional<Gatekeeper> keeper) {
        /** Of a destination that reaches no people. */
        Desk(Clock clock, Alarms alarms, Verdicts verdicts, AttemptReport report, Precheck precheck) {
            this(clock, alarms, verdicts, report, precheck, Optional.empty());
        }
    }

    LanePump(Destination destination, Lanes lanes, Desk desk) {
        this.destination = destination;
        this.lanes = lanes;
        this.precheck = desk.precheck;
        this.untried = new Untried(lanes, desk.clock, desk.report, destination.metrics());
        this.restraint =
                new Restraint(destination, new Pause(desk.clock, desk.alarms), new Pause(desk.clock, desk.alarms));
        this.permits = new Permits(desk.keeper, untried);
        this.settlement = new Settlement(destination, lanes, desk, restraint, untried, permits);
        this.departures = new Departures(new Departures.Parts(
                new Gathering(destination.connector(), lanes, desk.precheck, desk.clock, desk.alarms),
                new Sending(destination, lanes, desk.clock),
                settlement,
                untried,
                destination.condition().holds(),
                destination.metrics(),
                this::gathered,
                this::over));
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
        return drained.future().compose(all -> permits.settle());
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
        restraint.take(lanes, free, inFlight).onSuccess(this::taken).onFailure(this::notTaken);
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
        precheck.of(attempts).onSuccess(past -> begin(attempts, past)).onFailure(cause -> unchecked(attempts, cause));
    }

    private void unchecked(List<Attempt> attempts, Throwable cause) {
        restraint.ledgerAway(cause);
        attempts.forEach(attempt -> giveBack(attempt, untried.unknown(attempt)));
    }

    private void begin(List<Attempt> attempts, Map<String, PastDeliveries.Past> past) {
        var fit = new ArrayList<Attempt>();
        for (var attempt : attempts) {
            var before = past.get(id(attempt));
            if (before == PastDeliveries.Past.ENDED) giveBack(attempt, untried.ended(attempt));
            else fit.add(before == null ? attempt : attempt.asAmbiguous());
        }
        departures.begin(permits.of(fit, this::giveBack));
    }

    /** Those that go with another take no room from others. */
    private void gathered(Gathering.Group group) {
        inFlight += group.came();
        Stream.concat(group.together().stream().skip(1), group.apart().stream())
                .map(LanePump::id)
                .forEach(beside::add);
    }

    private void giveBack(Attempt attempt, Future<Void> finished) {
        settlement.end(attempt, finished).onComplete(done -> over(attempt));
    }

    private static String id(Attempt attempt) {
        return attempt.delivery().id();
    }

    private void over(Attempt attempt) {
        inFlight--;
        permits.over(attempt);
        beside.remove(id(attempt));
        pump();
        drain();
    }

    private void drain() {
        if (stopped && !taking && inFlight == 0) drained.tryComplete();
    }
}
