package dev.spillway.dead;

import dev.spillway.event.GatewayException;
import dev.spillway.inbox.Inbox;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives the desk its event loop, counts letters and forgets old ones. The desk may be asked before it starts: it then is
 * {@code UNAVAILABLE}.
 */
public final class DeadVerticle extends VerticleBase implements DeadDesk {
    private static final long FORGET_EVERY_MS = Duration.ofHours(1).toMillis();
    /** Letters of one statement; the rest has its turn at the next. */
    private static final int FORGET_MAX = 10_000;

    private final Parts parts;
    private final DeadSettings settings;
    private final LetterStore store;
    private volatile @Nullable Desk desk;
    private @Nullable Jobs jobs;
    private boolean counting;

    /**
     * What it works with.
     *
     * @param pool the caller's, and the caller's to close
     * @param queryTimeout after it a question to Postgres is given up
     * @param inbox called once, on the event loop that will use it
     */
    public record Parts(Pool pool, Duration queryTimeout, Supplier<Inbox> inbox, DeadMetrics metrics, Clock clock) {}

    public DeadVerticle(Parts parts, DeadSettings settings) {
        this.parts = parts;
        this.settings = settings;
        this.store = new LetterStore(parts.pool, parts.queryTimeout);
    }

    @Override
    public Future<?> start() {
        var works = new RedriveRun.Parts(vertx, store, parts.inbox.get(), parts.metrics, parts.clock);
        var made = new Jobs(works, settings);
        jobs = made;
        desk = new Desk(store, made, parts.clock);
        vertx.setPeriodic(1, settings.pollInterval().toMillis(), tick -> count());
        vertx.setPeriodic(FORGET_EVERY_MS, tick -> forget());
        return Future.succeededFuture();
    }

    /** A job that is cut off leaves its letters waiting. */
    @Override
    public Future<?> stop() {
        desk = null;
        if (jobs != null) jobs.cancelAll();
        return Future.succeededFuture();
    }

    private void count() {
        if (counting) return;
        counting = true;
        store.states()
                .onSuccess(parts.metrics::counted)
                .onFailure(cause -> parts.metrics.countFailed())
                .onComplete(done -> counting = false);
    }

    private void forget() {
        var before = parts.clock.instant().minus(Duration.ofDays(settings.keepDays()));
        store.forget(before, FORGET_MAX).onFailure(cause -> parts.metrics.countFailed());
    }

    @Override
    public Future<LetterPage> list(DeadFilter filter, String after, int limit) {
        return ask(desk -> desk.list(filter, after, limit));
    }

    @Override
    public Future<Optional<LetterView>> find(String id, boolean full) {
        return ask(desk -> desk.find(id, full));
    }

    @Override
    public Future<DeadOffer> offer(DeadAction action, DeadFilter filter) {
        return ask(desk -> desk.offer(action, filter));
    }

    @Override
    public Future<DeadJob> act(DeadAction action, DeadFilter filter, String confirm) {
        return ask(desk -> desk.act(action, filter, confirm));
    }

    @Override
    public Future<List<DeadJob>> jobs() {
        return ask(Desk::jobs);
    }

    @Override
    public Future<Optional<DeadJob>> job(String id) {
        return ask(desk -> desk.job(id));
    }

    @Override
    public Future<Optional<DeadJob>> cancel(String id) {
        return ask(desk -> desk.cancel(id));
    }

    private <T> Future<T> ask(Function<Desk, Future<T>> question) {
        var asked = desk;
        if (asked == null) return away();
        var caller = vertx.getOrCreateContext();
        var answer = Promise.<T>promise();
        context.runOnContext(
                turn -> Future.succeededFuture(asked).compose(question).onComplete(on(caller, answer)));
        return answer.future();
    }

    private static <T> io.vertx.core.Completable<T> on(Context caller, Promise<T> answer) {
        return (value, cause) -> caller.runOnContext(turn -> answer.complete(value, cause));
    }

    private static <T> Future<T> away() {
        return Future.failedFuture(new GatewayException(
                GatewayException.Kind.UNAVAILABLE, "the dead letters are not open yet, or no more"));
    }
}
