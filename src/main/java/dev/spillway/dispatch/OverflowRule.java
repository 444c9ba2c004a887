package dev.spillway.dispatch;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * Reserves an event of the overflow inbox before anything else is asked about it. One that Redis had taken after all ends
 * here: it is run from its inbox, and only there may it be claimed.
 */
final class OverflowRule implements Rule {
    private final ShardScripts scripts;
    private final DispatchMetrics metrics;

    OverflowRule(ShardScripts scripts, DispatchMetrics metrics) {
        this.scripts = scripts;
        this.metrics = metrics;
    }

    @Override
    public Future<Optional<Ruling>> on(Work work) {
        if (work.row() == null) return Future.succeededFuture(Optional.empty());
        return scripts.reserve(work).map(isOurs -> isOurs ? Optional.empty() : Optional.of(taken()));
    }

    private Ruling taken() {
        metrics.repeat();
        return Ruling.noted(List.of());
    }
}
