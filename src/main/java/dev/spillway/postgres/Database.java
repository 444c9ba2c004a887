package dev.spillway.postgres;

import dev.spillway.loop.TimeLimit;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A way to Postgres that mends itself. Where an answer is overdue nobody knows what the connection is stuck in, so that all
 * of them are given up and new ones made. Used on one event loop.
 */
public final class Database {
    private final Vertx vertx;
    private final Supplier<Pool> open;
    private final long timeoutMs;
    private Pool pool;

    /**
     * Opens the first pool.
     *
     * @param timeoutMs after it an answer is overdue
     */
    public Database(Vertx vertx, Supplier<Pool> open, long timeoutMs) {
        this.vertx = vertx;
        this.open = open;
        this.timeoutMs = timeoutMs;
        this.pool = open.get();
    }

    /** Runs work in a transaction. */
    public <T> Future<T> transaction(Function<SqlClient, Future<T>> work) {
        return query(client -> pool.withTransaction(work::apply));
    }

    /** Runs work, each statement for itself. */
    public <T> Future<T> query(Function<SqlClient, Future<T>> work) {
        var used = pool;
        return TimeLimit.within(vertx, timeoutMs, work.apply(used)).onFailure(cause -> overdue(used, cause));
    }

    private void overdue(Pool used, Throwable cause) {
        if (!(cause instanceof TimeoutException) || used != pool) return;
        pool = open.get();
        // Its sockets close when they have been silent for long enough, should this not reach them.
        used.close();
    }

    /** Closes the pool; what is under way fails. */
    public Future<Void> close() {
        return pool.close();
    }
}
