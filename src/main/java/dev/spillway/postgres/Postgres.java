package dev.spillway.postgres;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Opens pools of connections. A pool may be opened while Postgres is away; its queries fail until it is there. */
public final class Postgres {
    /** So long may a socket stay silent; ends those of a database that hangs. Idle connections are made anew. */
    private static final int SILENCE_MAX_SECONDS = 120;

    /** Nobody waits longer than this behind somebody else's lock. */
    private static final String LOCK_MS_MAX = "5000";

    private Postgres() {}

    /** A pool of {@code settings.poolSize()} for queries. Usable from any event loop. The caller closes it. */
    public static Pool open(Vertx vertx, PostgresSettings settings) {
        return open(
                vertx, settings, settings.poolSize(), settings.queryTimeout().toMillis());
    }

    /**
     * A pool.
     *
     * @param statementMs after it the database itself ends a statement
     */
    public static Pool open(Vertx vertx, PostgresSettings settings, int size, long statementMs) {
        return open(vertx, settings, size, statementMs, Map.of());
    }

    /**
     * A pool whose sessions begin with settings of their own.
     *
     * @param session server parameters, e.g. {@code synchronous_commit}
     */
    public static Pool open(
            Vertx vertx, PostgresSettings settings, int size, long statementMs, Map<String, String> session) {
        var options = PgConnectOptions.fromUri(settings.url())
                .setCachePreparedStatements(true)
                .addProperty("application_name", "spillway")
                .addProperty("statement_timeout", String.valueOf(statementMs))
                .addProperty("lock_timeout", LOCK_MS_MAX);
        session.forEach(options::addProperty);
        return PgBuilder.pool()
                .with(pool(settings, size))
                .with(net(settings))
                .connectingTo(options)
                .using(vertx)
                .build();
    }

    private static PoolOptions pool(PostgresSettings settings, int size) {
        return new PoolOptions()
                .setMaxSize(size)
                .setMaxWaitQueueSize(settings.waitingMax())
                .setConnectionTimeout(
                        Math.max(1, (int) settings.connectTimeout().toSeconds()))
                .setConnectionTimeoutUnit(TimeUnit.SECONDS);
    }

    private static NetClientOptions net(PostgresSettings settings) {
        return new NetClientOptions()
                .setConnectTimeout((int) settings.connectTimeout().toMillis())
                .setIdleTimeout(SILENCE_MAX_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
    }
}
