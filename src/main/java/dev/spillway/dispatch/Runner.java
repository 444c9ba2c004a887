package dev.spillway.dispatch;

import dev.spillway.event.GatewayException;
import dev.spillway.flow.Flows;
import dev.spillway.flow.Occasion;
import dev.spillway.flow.Run;
import dev.spillway.flow.Session;
import dev.spillway.inbox.EventCodec;
import dev.spillway.lane.LaneName;
import dev.spillway.lane.RedisLanes;
import dev.spillway.ledger.LedgerEntry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one event: what the flows decide is committed; what fails comes again, later and later, and at last becomes a dead
 * letter.
 */
final class Runner {
    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

    private final Flows flows;
    private final ShardScripts scripts;
    private final RedisLanes lanes;
    private final DispatchSettings settings;
    private final DispatchMetrics metrics;
    private final Clock clock;
    private final RandomGenerator random = new SplittableRandom();
    private final Delayed delayed;

    Runner(
            Flows flows,
            ShardScripts scripts,
            RedisLanes lanes,
            Delayed delayed,
            DispatchSettings settings,
            DispatchMetrics metrics,
            Clock clock) {
        this.flows = flows;
        this.scripts = scripts;
        this.lanes = lanes;
        this.delayed = delayed;
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Never fails: however it ends, the work is done with on this node. */
    Future<Void> run(Work work) {
        var sample = metrics.start();
        return Future.succeededFuture(work)
                .compose(this::session)
                .compose(session -> decide(work, session))
                .compose(run -> commit(work, run, sample))
                .recover(cause -> failed(work, cause))
                .recover(cause -> left(work, cause));
    }

    /** Even its failure could not be written: it stays as it is in Redis, for whoever owns the shard next. */
    private Future<Void> left(Work work, Throwable cause) {
        LOG.atWarn()
                .addKeyValue("eventId", work.entry().event().id())
                .addKeyValue("cause", cause.getClass().getSimpleName())
                .log("event.left");
        return Future.succeededFuture();
    }

    private Future<Session> session(Work work) {
        return flows.wantsSession(work.entry().event().kind())
                ? scripts.session(work)
                : Future.succeededFuture(Session.EMPTY);
    }

    private Future<Run> decide(Work work, Session session) {
        var entry = work.entry();
        var occasion =
                new Occasion(entry.event(), entry.acceptedAt(), entry.id(), entry.old(), session, work.attempt());
        return Future.succeededFuture(occasion)
                .compose(flows::run)
                .timeout(settings.runTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private Future<Void> commit(Work work, Run run, Timer.Sample sample) {
        return scripts.commit(work, run)
                .onSuccess(freed -> committed(work, run, sample))
                .onSuccess(freed -> freed.forEach(lane -> lanes.appended(work.shard(), lane)))
                .mapEmpty();
    }

    private void committed(Work work, Run run, Timer.Sample sample) {
        metrics.committed(sample, run.deliveries().size());
        for (var delivery : run.deliveries()) {
            lanes.appended(work.shard(), new LaneName(delivery.destination(), delivery.priority()));
        }
    }

    private Future<Void> failed(Work work, Throwable cause) {
        if (cause instanceof GatewayException known && known.kind() == GatewayException.Kind.FENCED) {
            metrics.fenced();
            return Future.succeededFuture();
        }
        LOG.atError()
                .setCause(cause)
                .addKeyValue("eventId", work.entry().event().id())
                .addKeyValue("attempt", work.attempt())
                .log("event.runFailed");
        return work.attempt() >= settings.attemptsMax() ? giveUp(work, cause) : comeAgain(work, cause);
    }

    private Future<Void> comeAgain(Work work, Throwable cause) {
        metrics.retried();
        var pause = settings.backoff().after(work.attempt(), random);
        var row = row(work, LedgerEntry.Kind.RETRY, "run." + work.attempt(), cause, pause.toMillis());
        return scripts.delay(work, pause, work.attempt(), List.of(row))
                .onSuccess(done -> delayed.later(work.shard(), pause));
    }

    private Future<Void> giveUp(Work work, Throwable cause) {
        metrics.dead();
        var row = row(work, LedgerEntry.Kind.DEAD, "dead", cause, 0);
        return scripts.commit(work, new Run(List.of(), List.of(), null, List.of(row, deadLetter(work, cause))))
                .mapEmpty();
    }

    private LedgerEntry deadLetter(Work work, Throwable cause) {
        var event = work.entry().event();
        return new LedgerEntry.DeadLetter(
                event.id().value(),
                event.id(),
                event.shard(),
                "",
                event.contactKey().value(),
                reason(cause),
                work.attempt(),
                clock.instant(),
                Base64.getEncoder().encodeToString(EventCodec.encode(event).getBytes()));
    }

    private LedgerEntry row(Work work, LedgerEntry.Kind kind, String step, Throwable cause, long nextRunMs) {
        var event = work.entry().event();
        return new LedgerEntry.Row(
                event.id(),
                work.entry().acceptedAt(),
                step,
                kind,
                clock.instant(),
                event.contactKey().value(),
                "",
                "",
                "",
                Map.of("reason", reason(cause), "attempt", work.attempt(), "nextRunMs", nextRunMs));
    }

    /** The kind of failure only: messages of unexpected exceptions may quote what a customer wrote. */
    private static String reason(Throwable cause) {
        if (cause instanceof GatewayException known) return known.kind() + ": " + known.getMessage();
        return cause.getClass().getSimpleName();
    }
}
