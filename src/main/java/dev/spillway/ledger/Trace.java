package dev.spillway.ledger;

import dev.spillway.event.EventId;
import dev.spillway.event.GatewayException;
import dev.spillway.postgres.PostgresSettings;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Follows what happened, by any id: all rows of every event that speaks of it, and the rows of other events (statuses, mostly)
 * that speak of these events' messages and deliveries. Usable from any event loop.
 */
public final class Trace {
    private static final Comparator<TraceRow> BY_TIME = Comparator.comparing(TraceRow::at)
            .thenComparing(row -> KindName.rank(row.kind()))
            .thenComparing(TraceRow::event)
            .thenComparing(TraceRow::step);

    private final Pool pool;
    private final long timeoutMs;

    /** @param pool the caller's, and the caller's to close */
    public Trace(Pool pool, PostgresSettings settings) {
        this.pool = pool;
        this.timeoutMs = settings.queryTimeout().toMillis();
    }

    /** Fails with {@code UNAVAILABLE} while Postgres is away or late. Nothing found is an empty answer. */
    public Future<TraceAnswer> find(TraceQuery query) {
        return events(query)
                .compose(events -> rows(events, query.limit()))
                .compose(answer -> withMessages(query, answer))
                .timeout(timeoutMs, TimeUnit.MILLISECONDS)
                .recover(Trace::unavailable);
    }

    private Future<UUID[]> events(TraceQuery query) {
        if (query.by() == TraceQuery.By.EVENT) {
            return Future.succeededFuture(new UUID[] {Insert.uuid(new EventId(query.value()))});
        }
        var parameters = Tuple.of(query.candidates().toArray(String[]::new), query.limit());
        return pool.preparedQuery(TraceSql.eventsBy(query.by()))
                .execute(parameters)
                .map(found -> stream(found).map(row -> row.getUUID(0)).toArray(UUID[]::new));
    }

    /** One more than the limit is asked for, to know whether there is one. */
    private Future<TraceAnswer> rows(UUID[] events, int limit) {
        if (events.length == 0) return Future.succeededFuture(TraceAnswer.NOTHING);
        return pool.preparedQuery(TraceSql.OF_EVENTS)
                .execute(Tuple.of(events, limit + 1))
                .map(Trace::traceRows)
                .compose(own -> related(events, own, limit + 1).map(other -> latest(own, other, limit)));
    }

    private Future<List<TraceRow>> related(UUID[] events, List<TraceRow> own, int limit) {
        var parameters = Tuple.of(
                events,
                distinct(own.stream().map(TraceRow::messageId)),
                distinct(own.stream().map(TraceRow::deliveryId)),
                limit);
        return pool.preparedQuery(TraceSql.RELATED).execute(parameters).map(Trace::traceRows);
    }

    private static TraceAnswer latest(List<TraceRow> own, List<TraceRow> other, int limit) {
        var all = Stream.concat(own.stream(), other.stream()).sorted(BY_TIME).toList();
        var from = Math.max(0, all.size() - limit);
        return new TraceAnswer(all.subList(from, all.size()), List.of(), from > 0);
    }

    private Future<TraceAnswer> withMessages(TraceQuery query, TraceAnswer answer) {
        var asked = query.by() == TraceQuery.By.MESSAGE ? query.candidates() : List.<String>of();
        var spoken = answer.rows().stream().map(TraceRow::messageId);
        var ids = distinct(Stream.concat(asked.stream(), spoken));
        if (ids.length == 0) return Future.succeededFuture(answer);
        return pool.preparedQuery(TraceSql.MESSAGES)
                .execute(Tuple.of((Object) ids))
                .map(found -> stream(found).map(Trace::message).toList())
                .map(messages -> new TraceAnswer(answer.rows(), messages, answer.truncated()));
    }

    private static String[] distinct(Stream<String> ids) {
        return ids.filter(id -> !id.isEmpty()).distinct().toArray(String[]::new);
    }

    private static List<TraceRow> traceRows(RowSet<Row> found) {
        return stream(found).map(StoredRow::read).flatMap(Folds::unfold).toList();
    }

    private static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }

    private static MessageState message(Row row) {
        return new MessageState(
                StoredRow.text(row, "message_id"),
                StoredRow.text(row, "delivery_id"),
                StoredRow.text(row, "sender"),
                StoredRow.text(row, "contact"),
                StoredRow.text(row, "state"),
                row.getOffsetDateTime("at").toInstant(),
                StoredRow.text(row, "error"));
    }

    private static <T> Future<T> unavailable(Throwable cause) {
        var why = "the ledger's database does not answer: " + Failures.name(cause);
        return Future.failedFuture(new GatewayException(GatewayException.Kind.UNAVAILABLE, why));
    }
}
