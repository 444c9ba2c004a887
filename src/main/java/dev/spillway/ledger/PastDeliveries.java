package dev.spillway.ledger;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.Map;

/** What the ledger knows of deliveries that Redis may have forgotten the end of. Usable from any event loop. */
public interface PastDeliveries {
    /** What became of a delivery. */
    enum Past {
        /** It was done, or given up: it must not go out again. */
        ENDED,
        /** An attempt was made and did not end it: it may have arrived. */
        TRIED
    }

    /** Those of these delivery ids of which something is known. Fails with {@code UNAVAILABLE} while Postgres cannot tell. */
    Future<Map<String, Past>> of(Collection<String> deliveryIds);
}
