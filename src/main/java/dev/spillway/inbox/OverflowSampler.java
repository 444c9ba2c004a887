package dev.spillway.inbox;

import dev.spillway.postgres.Database;
import dev.spillway.postgres.Postgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;

/** Looks at the overflow's depth and age now and then, on a connection of its own: counting may take its time. */
final class OverflowSampler {
    private static final int COUNTED_MAX = 100_000;
    private static final long TIMEOUT_MS = 5_000;

    private final Vertx vertx;
    private final OverflowParts parts;
    private final Database database;
    private boolean closed;

    OverflowSampler(Vertx vertx, OverflowParts parts) {
        this.vertx = vertx;
        this.parts = parts;
        this.database = new Database(vertx, () -> Postgres.open(vertx, parts.postgres(), 1, TIMEOUT_MS), TIMEOUT_MS);
    }

    /** Until it is closed; a failed look changes nothing. */
    void start() {
        if (closed) return;
        database.query(client -> client.preparedQuery(OverflowSql.DEPTH).execute(Tuple.of(COUNTED_MAX)))
                .onSuccess(this::sampled)
                .onComplete(
                        done -> vertx.setTimer(parts.settings().sampleInterval().toMillis(), fired -> start()));
    }

    private void sampled(RowSet<Row> rows) {
        var row = rows.iterator().next();
        var oldest = row.getOffsetDateTime(1);
        var age = oldest == null
                ? Duration.ZERO
                : Duration.between(oldest.toInstant(), parts.redisTime().instant(row.getInteger(2)));
        parts.metrics().sampled(row.getLong(0), age);
    }

    Future<Void> close() {
        closed = true;
        return database.close();
    }
}
