package dev.spillway.limit;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;

/**
 * Beats that go on without Redis: while it is away or late each node hands out times of its own, as many times fewer as there are
 * nodes. Never fails. Belongs to the event loop of its Redis link.
 *
 * <pre>
 *   SHARED ──late, failed, or no connection──► AWAY ──Redis answers──► SETTLING ──settle──► SHARED
 *   SHARED ──reconnected──► SETTLING                   SETTLING ──late, failed──► AWAY
 * </pre>
 *
 * <p>All nodes together never hand out more than the limit, as a node that goes away first waits until what Redis may have handed out
 * ahead is over, and one that finds Redis again takes, for {@code limit.settle}, no more than its own share of what Redis hands out:
 * others may not have found it yet. A line has no memory of quiet times, so nothing bursts when Redis is back.
 *
 * <p>Not so, as with {@link FallbackLimits}: a node that alone cannot reach Redis adds its share to what the others get there.
 */
public final class FallbackBeats implements Beats {
    private static final Duration PROBE_AGAIN = Duration.ofMillis(100);
    private static final Duration SOON = Duration.ofMillis(10);
    private static final Wish NOTHING = new Wish(List.of());

    private final Parts parts;
    private final OwnBeats own;
    private Phase phase = Phase.SHARED;
    /** Changes with every phase: what began before says nothing about now. */
    private int turn;

    private boolean used;
    private double sharedAgainAt;

    /** What it works with. */
    record Parts(SharedBeats shared, Time time, LimitSettings settings, IntSupplier nodes, LimitMetrics metrics) {}

    private enum Phase {
        /** Redis hands out. */
        SHARED,
        /** The own share does. */
        AWAY,
        /** Redis hands out no more than the own share. */
        SETTLING
    }

    /**
     * Does no I/O.
     *
     * @param nodes how many nodes there are, this one included, as last seen; 0 if none was ever seen
     */
    public FallbackBeats(
            Vertx vertx, RedisBeats shared, LimitSettings settings, IntSupplier nodes, MeterRegistry registry) {
        this(new Parts(shared, Time.of(vertx), settings, nodes, LimitMetrics.even(registry)));
    }

    FallbackBeats(Parts parts) {
        this.parts = parts;
        this.own = new OwnBeats(parts.nodes());
        parts.shared().onUp(this::reconnected);
    }

    @Override
    public Future<Lease> lease(Even even, Wish wish) {
        used = true;
        if (phase == Phase.SHARED && !parts.shared().up()) away("not connected");
        return switch (phase) {
            case SHARED -> ask(even, wish);
            case AWAY -> Future.succeededFuture(alone(even, wish));
            case SETTLING -> settling(even, wish);
        };
    }

    private Future<Lease> ask(Even even, Wish wish) {
        var asked = turn;
        parts.metrics().asked();
        return onTime(parts.shared().lease(even, wish)).transform(answer -> answered(asked, even, answer));
    }

    /** What was on its way while something changed is spent. */
    private Future<Lease> answered(int asked, Even even, AsyncResult<Lease> answer) {
        if (asked == turn && answer.succeeded()) return Future.succeededFuture(answer.result());
        if (asked == turn) away(String.valueOf(answer.cause().getMessage()));
        return Future.succeededFuture(Lease.none(SOON, Even.beats(even.perSecond())));
    }

    private Lease alone(Even even, Wish wish) {
        var lease = own.lease(even, wish, (double) parts.time().micros());
        if (lease.count() > 0) parts.metrics().granted(even.name(), lease.count());
        return lease;
    }

    /** First what the own share gave ahead is used up. */
    private Future<Lease> settling(Even even, Wish wish) {
        return parts.time().micros() < sharedAgainAt
                ? Future.succeededFuture(Lease.none(SOON, Even.beats(even.perSecond())))
                : both(even, wish);
    }

    private Future<Lease> both(Even even, Wish wish) {
        var mine = own.lease(even, wish, (double) parts.time().micros());
        if (mine.count() == 0) return Future.succeededFuture(mine);
        return ask(even, wish.first(mine.count())).onSuccess(lease -> own.wentOn(even, lease));
    }

    @Override
    public void count(Even even, int times) {
        if (parts.shared().up()) parts.shared().count(even, times);
    }

    @Override
    public void slow(Even even) {
        if (parts.shared().up()) parts.shared().slow(even);
    }

    @Override
    public void learn(Even even, int perSecond) {
        if (parts.shared().up()) parts.shared().learn(even, perSecond);
    }

    @Override
    public void rest(Even even, Duration delay) {
        if (parts.shared().up()) parts.shared().rest(even, delay);
    }

    private void reconnected() {
        if (phase == Phase.AWAY) probe();
        else if (used) settle();
    }

    /** What Redis handed out last is used up before the own share begins. */
    private void away(String cause) {
        enter(Phase.AWAY);
        own.begin(parts.time().micros() + Ahead.micros(Ahead.MOST));
        parts.metrics().away(cause);
        probeLater();
    }

    private void probeLater() {
        var begun = turn;
        parts.time().after(PROBE_AGAIN, () -> {
            if (turn == begun) probe();
        });
    }

    /** Asks for nothing, only whether somebody answers. Without a connection there is nothing to ask: it will call. */
    private void probe() {
        if (!parts.shared().up()) return;
        var begun = turn;
        parts.shared().lease(PROBE, NOTHING).onComplete(answer -> {
            if (turn == begun) probed(answer.succeeded());
        });
    }

    private static final Even PROBE = new Even("-", 1, 0);

    private void probed(boolean answered) {
        if (answered) settle();
        else probeLater();
    }

    private void settle() {
        enter(Phase.SETTLING);
        sharedAgainAt = parts.time().micros() + Ahead.micros(Ahead.ALONE.least());
        parts.metrics().back();
        var begun = turn;
        parts.time().after(parts.settings().settle(), () -> {
            if (turn == begun) enter(Phase.SHARED);
        });
    }

    private void enter(Phase next) {
        phase = next;
        turn++;
    }

    private <T> Future<T> onTime(Future<T> answer) {
        Promise<T> first = Promise.promise();
        var cancel = parts.time()
                .after(parts.settings().timeout(), () -> first.tryFail(new TimeoutException("Redis is late")));
        answer.onSuccess(first::tryComplete).onFailure(first::tryFail);
        return first.future().onComplete(done -> cancel.run());
    }
}
