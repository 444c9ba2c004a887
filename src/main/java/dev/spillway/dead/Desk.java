package dev.spillway.dead;

import dev.spillway.event.GatewayException;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The desk itself, on the event loop of its verticle. */
final class Desk implements DeadDesk {
    private final LetterStore store;
    private final Jobs jobs;
    private final Clock clock;
    private final Confirmations confirmations;

    Desk(LetterStore store, Jobs jobs, Clock clock) {
        this.store = store;
        this.jobs = jobs;
        this.clock = clock;
        this.confirmations = new Confirmations(clock);
    }

    /** One more than asked for, to know whether there is one. */
    @Override
    public Future<LetterPage> list(DeadFilter filter, String after, int limit) {
        if (limit < 1 || limit > PAGE_MAX) throw rejected("limit must be 1.." + PAGE_MAX + ", was " + limit);
        var before = after.isEmpty() ? Cursor.LAST : Cursor.parse(after);
        return store.latest(filter, before, limit + 1).map(found -> page(found, limit));
    }

    private static LetterPage page(List<Letter> found, int limit) {
        if (found.size() <= limit) return new LetterPage(found, "");
        return new LetterPage(
                found.subList(0, limit), found.get(limit - 1).cursor().text());
    }

    @Override
    public Future<Optional<LetterView>> find(String id, boolean full) {
        return store.find(id)
                .map(found -> found.map(stored -> new LetterView(stored.letter(), BodyView.of(stored, full))));
    }

    @Override
    public Future<DeadOffer> offer(DeadAction action, DeadFilter filter) {
        check(action, filter);
        var meant = filter.until(clock.instant());
        return store.count(meant).map(count -> new DeadOffer(count, confirmations.offer(action, filter, meant, count)));
    }

    private static void check(DeadAction action, DeadFilter filter) {
        var may = switch (action) {
            case REDRIVE -> filter.state() == DeadState.WAITING || filter.state() == DeadState.DROPPED;
            case DROP -> filter.state() == DeadState.WAITING;
        };
        if (!may) throw rejected("a " + action.word() + " is for letters that wait, or a redrive for dropped ones");
    }

    @Override
    public Future<DeadJob> act(DeadAction action, DeadFilter filter, String confirm) {
        jobs.checkFree();
        var offered = confirmations.take(confirm, action, filter);
        return Future.succeededFuture(jobs.start(action, offered.meant(), offered.count()));
    }

    @Override
    public Future<List<DeadJob>> jobs() {
        return Future.succeededFuture(jobs.all());
    }

    @Override
    public Future<Optional<DeadJob>> job(String id) {
        return Future.succeededFuture(jobs.find(id));
    }

    @Override
    public Future<Optional<DeadJob>> cancel(String id) {
        return Future.succeededFuture(jobs.cancel(id));
    }

    private static GatewayException rejected(String why) {
        return new GatewayException(GatewayException.Kind.REJECTED, why);
    }
}
