package dev.spillway.dispatch;

import dev.spillway.ledger.LedgerEntry;
import dev.spillway.ledger.OldEvents;
import dev.spillway.ledger.SeenEvents;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks Postgres about events whose dedupe keys Redis may have forgotten; those that were accepted before end here. */
final class RepeatRule implements Rule {
    private final OldEvents events;
    private final Reports reports;
    private final DispatchMetrics metrics;

    RepeatRule(OldEvents events, Reports reports, DispatchMetrics metrics) {
        this.events = events;
        this.reports = reports;
        this.metrics = metrics;
    }

    @Override
    public Future<Optional<Ruling>> on(Work work) {
        var entry = work.entry();
        // One that was moved was asked about where it was accepted, as another entry.
        if (work.event().moved() || !events.mustAsk(work.shard(), entry.old(), entry.acceptedAt())) {
            return Future.succeededFuture(Optional.empty());
        }
        var claim = new SeenEvents.Claim(work.event().id(), work.event().occurredAt(), entry.acceptedAt(), entry.id());
        return events.areRepeats(work.shard(), List.of(claim))
                .map(repeats -> repeats.get(0) ? Optional.of(repeat(work)) : Optional.empty());
    }

    private Ruling repeat(Work work) {
        metrics.repeat();
        // A row of its own: the first acceptance has the others.
        var step = "repeat." + work.entry().id();
        var row = reports.row(work, LedgerEntry.Kind.RULE, step, Map.of("repeat", true));
        return Ruling.noted(List.of(row));
    }
}
