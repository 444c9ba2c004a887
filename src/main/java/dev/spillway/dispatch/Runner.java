package dev.spillway.dispatch;

import dev.spillway.event.GatewayException;
import dev.spillway.flow.Flows;
import dev.spillway.flow.Occasion;
import dev.spillway.flow.Run;
import dev.spillway.flow.Session;
import dev.spillway.gate.Fact;
import dev.spillway.lane.LaneName;
import dev.spillway.lane.RedisLanes;
import dev.spillway.ledger.LedgerEntry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one event: what the rules or the flows decide is committed; what fails comes again, later and later, and at last becomes
 * a dead letter.
 */
final class Runner {
    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

    /** While something it cannot do without is away, an event comes again after this pause. */
    private static final Duration AWAY = Duration.ofSeconds(1);

    /** For whom an earlier event of the contact is waited for comes back after this pause, and costs a script call then. */
    private static final Duration TURN = Duration.ofSeconds(1);

    private final Parts parts;
    private final DispatchSettings settings;
    private final DispatchMetrics metrics;
    private final Reports reports;
    private final RandomGenerator random = new SplittableRandom();

    /** What a runner works with. */
    record Parts(
            List<Rule> rules,
            Flows flows,
            ShardScripts scripts,
            RedisLanes lanes,
            Delayed delayed,
            EventAge age,
            Clock clock) {}

    Runner(Parts parts, DispatchSettings settings, DispatchMetrics metrics) {
        this.parts = parts;
        this.settings = settings;
        this.metrics = metrics;
        this.reports = new Reports(parts.clock);
    }

    /** Never fails: however it ends, the work is done with on this node. */
    Future<Ended> run(Work queued) {
        var work = parts.scripts.begun(queued);
        var sample = metrics.start();
        return Future.succeededFuture(work)
                .compose(this::decide)
                .compose(ruling -> commit(work, ruling, sample))
                .recover(cause -> failed(work, cause))
                .recover(cause -> left(work, cause));
    }

    /**
     * Rules take their time: one may be reserving an event of the overflow, which is tried for as long as the shard is ours. Done
     * late, when the run had been given up and its event put off, it would take the repeat away that came in its place.
     */
    private Future<Rule.Ruling> decide(Work work) {
        return rule(work, 0).compose(ruled -> ruled.map(Future::succeededFuture).orElseGet(() -> flows(work)));
    }

    private Future<Optional<Rule.Ruling>> rule(Work work, int first) {
        if (first == parts.rules.size()) return Future.succeededFuture(Optional.empty());
        return parts.rules
                .get(first)
                .on(work)
                .compose(run -> run.isPresent() ? Future.succeededFuture(run) : rule(work, first + 1));
    }

    /** What the flows make of it, in time. What is late ends on this event loop, wherever a flow's own future would end. */
    Future<Rule.Ruling> flows(Work work) {
        var decided = ContextInternal.current().succeededFuture(work).compose(this::decidedByFlows);
        if (decided.isComplete()) return decided; // spares most a timer
        return decided.timeout(settings.runTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private Future<Rule.Ruling> decidedByFlows(Work work) {
        return session(work)
                .compose(session -> parts.flows.run(occasion(work, session)))
                .map(Rule.Ruling::of);
    }

    private Future<Session> session(Work work) {
        return parts.flows.wantsSession(work.event().kind())
                ? parts.scripts.session(work)
                : Future.succeededFuture(Session.EMPTY);
    }

    private static Occasion occasion(Work work, Session session) {
        var entry = work.entry();
        return new Occasion(entry.event(), entry.acceptedAt(), entry.id(), entry.old(), session, work.attempt());
    }

    private Future<Ended> commit(Work work, Rule.Ruling ruling, Timer.Sample sample) {
        return written(work, withOrder(work, ruling))
                .onSuccess(freed -> committed(work, ruling.run(), sample))
                .onSuccess(freed -> freed.forEach(lane -> parts.lanes.appended(work.shard(), lane)))
                .map(Ended.DONE);
    }

    private Future<List<LaneName>> written(Work work, Rule.Ruling ruling) {
        return ruling.run().facts().stream().anyMatch(Fact::isWhatTheyAllow)
                ? parts.lanes.changes(work.event().contactKey(), () -> parts.scripts.commit(work, ruling))
                : parts.scripts.commit(work, ruling);
    }

    private Rule.Ruling withOrder(Work work, Rule.Ruling ruling) {
        var passes = work.passes();
        if (passes == null) return ruling;
        var told = ruling.run().beside(List.of(), List.of(reports.passes(work, passes)));
        return new Rule.Ruling(told, ruling.doubtful());
    }

    private void committed(Work work, Run run, Timer.Sample sample) {
        metrics.committed(sample, run.deliveries().size());
        metrics.followed(run.next().stream()
                .filter(event -> !event.id().equals(work.event().id()))
                .count());
        parts.age.aged(work.event(), work.entry().acceptedAt());
        for (var delivery : run.deliveries()) {
            parts.lanes.appended(work.shard(), new LaneName(delivery.destination(), delivery.priority()));
        }
    }

    private Future<Ended> failed(Work work, Throwable cause) {
        if (!(cause instanceof GatewayException known)) return defect(work, cause);
        return switch (known.kind()) {
            case FENCED -> fenced();
            case UNAVAILABLE, OVERLOADED -> away(work, known);
            case REJECTED -> defect(work, cause);
        };
    }

    private Future<Ended> fenced() {
        metrics.fenced();
        return Future.succeededFuture(Ended.LEFT);
    }

    /** Not the event's fault: no attempt is counted. */
    private Future<Ended> away(Work work, GatewayException cause) {
        LOG.atDebug()
                .addKeyValue("eventId", work.event().id())
                .addKeyValue("cause", cause.getMessage())
                .log("event.runWaits");
        return putOff(work, AWAY, work.attempt() - 1, List.of());
    }

    private Future<Ended> defect(Work work, Throwable cause) {
        LOG.atError()
                .setCause(cause)
                .addKeyValue("eventId", work.event().id())
                .addKeyValue("attempt", work.attempt())
                .log("event.runFailed");
        return work.attempt() >= settings.attemptsMax() ? giveUp(work, cause) : comeAgain(work, cause);
    }

    private Future<Ended> comeAgain(Work work, Throwable cause) {
        var pause = settings.backoff().after(work.attempt(), random);
        return putOff(work, pause, work.attempt(), List.of(reports.retry(work, cause, pause.toMillis())));
    }

    private Future<Ended> putOff(Work work, Duration pause, int runs, List<LedgerEntry> entries) {
        metrics.retried();
        var since = work.failedAt() == null ? parts.clock.instant() : work.failedAt();
        return parts.scripts
                .delay(work, pause, DelayedEvent.stored(work, runs, since), entries)
                .onSuccess(done -> parts.delayed.later(work.shard(), pause))
                .map(Ended.PUT_OFF);
    }

    /** It was put off before, and an earlier one of its contact is not done yet: it comes again a little later. */
    void postpone(Work queued) {
        var work = parts.scripts.begun(queued);
        var since = work.failedAt() == null ? parts.clock.instant() : work.failedAt();
        parts.scripts
                .delay(work, TURN, DelayedEvent.stored(work, work.attempt() - 1, since), List.of())
                .onSuccess(done -> parts.delayed.later(work.shard(), TURN))
                .onFailure(lost -> metrics.fenced());
    }

    private Future<Ended> giveUp(Work work, Throwable cause) {
        metrics.dead();
        var entries = List.of(reports.dead(work, cause), reports.deadLetter(work, cause));
        return parts.scripts.commit(work, Rule.Ruling.noted(entries)).map(Ended.DONE);
    }

    /** Even its failure could not be written: it stays as it is, for whoever owns the shard next. */
    private Future<Ended> left(Work work, Throwable cause) {
        if (cause instanceof GatewayException known && known.kind() == GatewayException.Kind.FENCED) return fenced();
        LOG.atWarn()
                .addKeyValue("eventId", work.event().id())
                .addKeyValue("cause", cause.getClass().getSimpleName())
                .log("event.left");
        return Future.succeededFuture(Ended.LEFT);
    }
}
