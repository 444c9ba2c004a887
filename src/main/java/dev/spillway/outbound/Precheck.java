package dev.spillway.outbound;

import dev.spillway.lane.Attempt;
import dev.spillway.ledger.PastDeliveries;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.Map;

/**
 * Looks at attempts before they begin, for the time after Redis has forgotten something: a delivery whose end was forgotten
 * must not go out again. Called and answered on the event loop of the lanes.
 */
@FunctionalInterface
public interface Precheck {
    /** Knows of nothing. */
    Precheck NONE = attempts -> Future.succeededFuture(Map.of());

    /**
     * What became of these deliveries before, by delivery id; those not named are as they seem. When it fails, none of them
     * goes out for now.
     */
    Future<Map<String, PastDeliveries.Past>> of(Collection<Attempt> attempts);
}
