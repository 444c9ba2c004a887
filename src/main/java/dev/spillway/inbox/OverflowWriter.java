package dev.spillway.inbox;

import dev.spillway.event.GatewayException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Writes events into the overflow table, one statement at a time: what comes meanwhile shares the next. Used on one event
 * loop.
 */
final class OverflowWriter {
    private final Context context;
    private final QuickDatabase database;
    private final OverflowSettings settings;
    private final OverflowMetrics metrics;
    private final WaitingLine waiting = new WaitingLine();
    private boolean writing;
    private boolean scheduled;

    OverflowWriter(Context context, QuickDatabase database, OverflowSettings settings, OverflowMetrics metrics) {
        this.context = context;
        this.database = database;
        this.settings = settings;
        this.metrics = metrics;
    }

    /** Takes all of them or none. */
    void accept(List<Waiting> events) {
        if (!database.up()) {
            refuse(events, new GatewayException(GatewayException.Kind.UNAVAILABLE, "no store is available"));
        } else if (full(events)) {
            refuse(events, new GatewayException(GatewayException.Kind.OVERLOADED, "too much waits for Postgres"));
        } else {
            events.forEach(waiting::add);
            schedule();
        }
    }

    private boolean full(List<Waiting> events) {
        return waiting.size() + events.size() > settings.pendingEventsMax()
                || waiting.bytes() > settings.pendingBytesMax();
    }

    private void refuse(List<Waiting> events, GatewayException why) {
        metrics.refused(events.size());
        for (var event : events) event.fail(why);
    }

    private void schedule() {
        if (scheduled || writing || waiting.isEmpty()) return;
        scheduled = true;
        context.runOnContext(turn -> write());
    }

    private void write() {
        scheduled = false;
        writing = true;
        var events = waiting.take(settings.batchEventsMax(), settings.batchBytesMax());
        database.query(client -> insert(client, events)).onComplete(done -> written(events, done));
    }

    static Future<RowSet<Row>> insert(SqlClient client, List<Waiting> events) {
        return client.preparedQuery(OverflowSql.INSERT).execute(OverflowSql.insert(events));
    }

    private void written(List<Waiting> events, AsyncResult<RowSet<Row>> done) {
        writing = false;
        if (done.succeeded()) {
            settle(events, ids(done.result()));
        } else {
            metrics.failed(events.size());
            for (var event : events) event.fail(done.cause());
            var rest = waiting.takeAll();
            refuse(rest, new GatewayException(GatewayException.Kind.UNAVAILABLE, "no store is available"));
        }
        schedule();
    }

    private static Set<UUID> ids(RowSet<Row> rows) {
        var ids = new HashSet<UUID>();
        for (var row : rows) ids.add(row.getUUID(0));
        return ids;
    }

    /** Of twins in one statement the first was new. */
    private void settle(List<Waiting> events, Set<UUID> inserted) {
        for (var each : events) {
            var isNew = inserted.remove(OverflowSql.uuid(each.event().id()));
            metrics.stored(isNew);
            each.settle(isNew ? Receipt.ACCEPTED : Receipt.DUPLICATE);
        }
    }
}
