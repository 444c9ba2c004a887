package dev.spillway.ledger;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the days ahead and drops those past their time, every hour. A round that fails is logged, counted, and comes again. */
final class Maintenance {
    private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);
    private static final long EVERY_MS = TimeUnit.HOURS.toMillis(1);
    private static final long AFTER_FAILURE_MS = TimeUnit.MINUTES.toMillis(1);

    private final Vertx vertx;
    private final Pool pool;
    private final Partitions partitions;
    private final LedgerMetrics metrics;

    Maintenance(Vertx vertx, Pool pool, Partitions partitions, LedgerMetrics metrics) {
        this.vertx = vertx;
        this.pool = pool;
        this.partitions = partitions;
        this.metrics = metrics;
    }

    /** Begins with a round at once; ends with the verticle that calls. */
    void start() {
        round().onSuccess(done -> next(EVERY_MS)).onFailure(this::failed);
    }

    private Future<Void> round() {
        return partitions
                .makeAhead(pool)
                .compose(made -> partitions.drop(pool))
                .compose(dropped -> partitions.delete(pool));
    }

    private void failed(Throwable cause) {
        metrics.maintenanceFailed();
        LOG.atWarn().addKeyValue("cause", Failures.name(cause)).log("ledger.maintenance.failed");
        next(AFTER_FAILURE_MS);
    }

    private void next(long pauseMs) {
        vertx.setTimer(pauseMs, fired -> start());
    }
}
