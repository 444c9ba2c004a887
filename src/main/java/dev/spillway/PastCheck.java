package dev.spillway;

import dev.spillway.inbox.Distrust;
import dev.spillway.lane.Attempt;
import dev.spillway.ledger.PastDeliveries;
import dev.spillway.outbound.Precheck;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.Map;

/** Where Redis forgot something, deliveries are asked about before they go out. */
record PastCheck(Distrust rolledBack, PastDeliveries past) implements Precheck {
    @Override
    public Future<Map<String, PastDeliveries.Past>> of(Collection<Attempt> attempts) {
        var doubtful = attempts.stream()
                .filter(attempt -> rolledBack.isRolledBack(attempt.shard()))
                .map(attempt -> attempt.delivery().id())
                .toList();
        return doubtful.isEmpty() ? Future.succeededFuture(Map.of()) : past.of(doubtful);
    }
}
