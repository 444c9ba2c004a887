package dev.spillway.inbox;

import dev.spillway.event.Event;
import dev.spillway.event.GatewayException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The inbox of the door: Redis first, and what Redis did not surely take goes to the overflow under the same id. What is then
 * in both is there once: the mark in Redis tells when the overflow's row is taken over. Overload is passed on, not moved
 * on: the overflow is there for a Redis that is away, not for one that has enough to do.
 *
 * <p>Belongs to the event loop of its inboxes.
 */
public final class SafeInbox implements Inbox {
    private final Inbox redis;
    private final Inbox overflow;
    private final BooleanSupplier trusted;

    /**
     * Joins two inboxes.
     *
     * @param redis answers {@code FAILED} only when the event cannot be appended by that call any more
     * @param trusted whether what Redis takes is safe there; asked for each webhook
     */
    public SafeInbox(Inbox redis, Inbox overflow, BooleanSupplier trusted) {
        this.redis = redis;
        this.overflow = overflow;
        this.trusted = trusted;
    }

    @Override
    public Future<List<Receipt>> accept(List<Event> events) {
        if (!trusted.getAsBoolean()) return overflow.accept(events);
        return redis.accept(events).transform(done -> next(events, done));
    }

    @Override
    public double strain() {
        return redis.strain();
    }

    private Future<List<Receipt>> next(List<Event> events, AsyncResult<List<Receipt>> done) {
        if (done.succeeded()) return withOverflow(events, done.result());
        return isAway(done.cause()) ? overflow.accept(events) : Future.failedFuture(done.cause());
    }

    private static boolean isAway(Throwable cause) {
        return cause instanceof GatewayException known && known.kind() == GatewayException.Kind.UNAVAILABLE;
    }

    private Future<List<Receipt>> withOverflow(List<Event> events, List<Receipt> receipts) {
        if (!receipts.contains(Receipt.FAILED)) return Future.succeededFuture(receipts);
        var missing = new ArrayList<Event>();
        for (var i = 0; i < events.size(); i++) {
            if (receipts.get(i) == Receipt.FAILED) missing.add(events.get(i));
        }
        var late = overflow.accept(missing).map(more -> filled(receipts, more));
        return missing.size() == events.size() ? late : late.otherwise(receipts);
    }

    private static List<Receipt> filled(List<Receipt> receipts, List<Receipt> more) {
        var next = more.iterator();
        return receipts.stream()
                .map(receipt -> receipt == Receipt.FAILED ? next.next() : receipt)
                .toList();
    }
}
