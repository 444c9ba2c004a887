package dev.spillway.dispatch;

import dev.spillway.ledger.OldEvents;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * Reserves an event of the overflow inbox before anything else is asked about it. One that Redis had taken before ends
 * here: it is run from its inbox, and only there may it be claimed. One that came again later, when Redis was back, is run
 * here, in the place of its first acceptance, and the repeat goes.
 */
final class OverflowRule implements Rule {
    private final ShardScripts scripts;
    private final OldEvents events;
    private final DispatchMetrics metrics;

    OverflowRule(ShardScripts scripts, OldEvents events, DispatchMetrics metrics) {
        this.scripts = scripts;
        this.events = events;
        this.metrics = metrics;
    }

    @Override
    public Future<Optional<Ruling>> on(Work work) {
        if (work.row() == null) return Future.succeededFuture(Optional.empty());
        var entry = work.entry();
        var isAsked = events.mustAsk(work.shard(), entry.old(), entry.acceptedAt());
        return scripts.reserve(work, !isAsked).map(this::ruling);
    }

    private Optional<Ruling> ruling(Reserved reserved) {
        if (reserved == Reserved.OURS_FOR_A_REPEAT) metrics.repeatRemoved();
        return reserved == Reserved.TAKEN ? Optional.of(taken()) : Optional.empty();
    }

    private Ruling taken() {
        metrics.repeat();
        return Ruling.noted(List.of());
    }
}
