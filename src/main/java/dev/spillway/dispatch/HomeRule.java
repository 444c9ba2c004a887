package dev.spillway.dispatch;

import dev.spillway.event.ContactKey;
import dev.spillway.event.Event;
import dev.spillway.event.GatewayException;
import dev.spillway.inbox.Inbox;
import dev.spillway.inbox.Receipt;
import dev.spillway.ledger.LedgerEntry;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Moves an event to the home of its contact: accepted there under the same dedupe key first, done with here then. Cut off in
 * between it is moved once more, and recognised there.
 */
final class HomeRule implements Rule {
    private final Homes homes;
    private final Inbox inbox;
    private final int shards;
    private final Reports reports;
    private final DispatchMetrics metrics;

    HomeRule(Homes homes, Inbox inbox, int shards, Reports reports, DispatchMetrics metrics) {
        this.homes = homes;
        this.inbox = inbox;
        this.shards = shards;
        this.reports = reports;
        this.metrics = metrics;
    }

    @Override
    public Future<Optional<Ruling>> on(Work work) {
        if (work.event().moved()) return Future.succeededFuture(Optional.empty());
        return homes.homeOf(work.event())
                .compose(home -> home.map(key -> move(work, key).map(Optional::of))
                        .orElseGet(() -> Future.succeededFuture(Optional.empty())));
    }

    private Future<Ruling> move(Work work, ContactKey home) {
        var moved = Homes.moved(work.event(), home, shards);
        var run = Ruling.noted(entries(work, moved)).run();
        // Inside a shard the dedupe mark is there already: the same commit puts it behind its contact's others.
        if (moved.shard() == work.shard()) {
            return Future.succeededFuture(counted(Ruling.of(run.followedBy(List.of(moved)))));
        }
        return inbox.accept(List.of(moved)).compose(this::taken).map(done -> Ruling.of(run));
    }

    private Ruling counted(Ruling ruling) {
        metrics.moved();
        return ruling;
    }

    private Future<Void> taken(List<Receipt> receipts) {
        // A second try of the same move is no second move.
        if (receipts.contains(Receipt.ACCEPTED)) metrics.moved();
        return receipts.contains(Receipt.FAILED)
                ? Future.failedFuture(new GatewayException(
                        GatewayException.Kind.UNAVAILABLE, "the event's home cannot take it at the moment"))
                : Future.succeededFuture();
    }

    private List<LedgerEntry> entries(Work work, Event moved) {
        var entry = work.entry();
        var row = reports.row(work, LedgerEntry.Kind.RULE, "moved", Map.of("shard", moved.shard()));
        var seen = new LedgerEntry.Seen(work.event().id(), work.event().occurredAt(), entry.acceptedAt(), entry.id());
        return List.of(row, seen);
    }
}
