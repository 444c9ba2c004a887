package dev.spillway.limit;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;

/**
 * One bucket with and without Redis. {@link FallbackBuckets} says why it is done so.
 *
 * <pre>
 *   SHARED ──late, failed, or no connection──► AWAY ──Redis answers──► RETURNING ──bucket emptied──► SETTLING ──settle──► SHARED
 *   SHARED, SETTLING ──reconnected──► RETURNING               RETURNING, SETTLING ──late, failed──► AWAY
 * </pre>
 */
final class FallbackBucket {
    private static final Duration PROBE_AGAIN = Duration.ofMillis(100);
    /** When to come again while it is not known who grants. */
    private static final Duration SOON = Duration.ofMillis(10);

    private final String name;
    private final Parts parts;
    private final OwnShare share;
    private Rate rate;
    private Phase phase = Phase.SHARED;
    /** Changes with every phase: what began before says nothing about now. */
    private int turn;

    /** What all buckets of a node have in common. */
    record Parts(SharedBuckets shared, Time time, LimitSettings settings, IntSupplier nodes, LimitMetrics metrics) {}

    private enum Phase {
        /** Redis grants. */
        SHARED,
        /** The own share grants. */
        AWAY,
        /** Nobody grants. */
        RETURNING,
        /** Redis and the own share grant together. */
        SETTLING
    }

    FallbackBucket(String name, Rate rate, Parts parts) {
        this.name = name;
        this.rate = rate;
        this.parts = parts;
        this.share = new OwnShare(parts.nodes());
    }

    Future<Grant> take(Rate rate, int max) {
        this.rate = rate;
        if (phase == Phase.SHARED && !parts.shared().up(name)) away("not connected");
        return switch (phase) {
            case SHARED -> ask(max);
            case AWAY -> Future.succeededFuture(own(max));
            case RETURNING -> nothing();
            case SETTLING -> share.has(rate) ? both(max) : ask(max);
        };
    }

    /** What Redis knew of the bucket may be gone. */
    void reconnected() {
        if (phase == Phase.AWAY) probe();
        else if (phase != Phase.RETURNING) returning();
    }

    private Future<Grant> ask(int max) {
        var asked = turn;
        return onTime(parts.shared().take(name, rate, max))
                .transform(answer -> asked == turn ? answered(answer, max) : nothing());
    }

    private Future<Grant> answered(AsyncResult<Grant> answer, int max) {
        return answer.succeeded() ? Future.succeededFuture(answer.result()) : lost(answer.cause(), max);
    }

    /** The stricter of both: what the share has is asked from Redis, and what Redis does not give goes back. */
    private Future<Grant> both(int max) {
        var own = share.take(rate, max, parts.time().micros());
        if (own.tokens() == 0) return Future.succeededFuture(own);
        return ask(own.tokens()).map(grant -> stricter(own, grant));
    }

    private Grant stricter(Grant own, Grant shared) {
        if (phase != Phase.SETTLING) return shared;
        share.giveBack(rate, own.tokens() - shared.tokens());
        var wait = own.untilNext().compareTo(shared.untilNext()) > 0 ? own.untilNext() : shared.untilNext();
        return new Grant(shared.tokens(), wait);
    }

    private Grant own(int max) {
        var grant = share.take(rate, max, parts.time().micros());
        if (grant.tokens() > 0) parts.metrics().granted(name, grant.tokens());
        return grant;
    }

    private static Future<Grant> nothing() {
        return Future.succeededFuture(new Grant(0, SOON));
    }

    private Future<Grant> lost(Throwable cause, int max) {
        away(String.valueOf(cause.getMessage()));
        return Future.succeededFuture(own(max));
    }

    private void away(String cause) {
        enter(Phase.AWAY);
        share.begin(rate, parts.time().micros());
        parts.metrics().away(name, cause);
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
        if (!parts.shared().up(name)) return;
        var begun = turn;
        parts.shared().take(name, rate, 0).onComplete(answer -> {
            if (turn == begun) probed(answer.succeeded());
        });
    }

    private void probed(boolean answered) {
        if (answered) returning();
        else probeLater();
    }

    /** From here on nothing is granted before Redis has an empty bucket: every grant of the share is older than that. */
    private void returning() {
        enter(Phase.RETURNING);
        share.begin(rate, parts.time().micros());
        var begun = turn;
        onTime(parts.shared().empty(name, rate)).onComplete(done -> {
            if (turn == begun) emptied(done.succeeded());
        });
    }

    private void emptied(boolean done) {
        if (done) settle();
        else away("the bucket could not be emptied");
    }

    private void settle() {
        enter(Phase.SETTLING);
        parts.metrics().back(name);
        var begun = turn;
        parts.time().after(parts.settings().settle(), () -> {
            if (turn == begun) settled();
        });
    }

    private void settled() {
        enter(Phase.SHARED);
        share.end();
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
