package dev.spillway.inbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Where nodes save what they know of Redis, for each other and for the time after a restart. The later always wins. */
final class WatermarkTable {
    private static final String SAVE = """
            insert into watermark as w (shard, id_ms, id_seq, marked_ms, marked_seq, marked_event, marked_until)
            select * from unnest($1::int[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[],
                $7::bigint[])
            on conflict (shard) do update set
                (id_ms, id_seq) = (select * from (values (w.id_ms, w.id_seq), (excluded.id_ms, excluded.id_seq))
                    as v(ms, seq) order by ms desc, seq desc limit 1),
                (marked_ms, marked_seq, marked_event, marked_until) = (select * from (values
                    (w.marked_ms, w.marked_seq, w.marked_event, w.marked_until),
                    (excluded.marked_ms, excluded.marked_seq, excluded.marked_event, excluded.marked_until))
                    as v(ms, seq, event, until) order by ms desc, seq desc limit 1),
                saved_at = now()""";
    private static final String LOAD =
            "select shard, id_ms, id_seq, marked_ms, marked_seq, marked_event, marked_until from watermark";
    private static final String SAVE_ROLLBACKS = """
            insert into redis_rollback as r (shard, since, until, lost_ms, lost_seq)
            select * from unnest($1::int[], $2::timestamptz[], $3::timestamptz[], $4::bigint[], $5::bigint[])
            on conflict (shard) do update set since = excluded.since, until = excluded.until,
                lost_ms = excluded.lost_ms, lost_seq = excluded.lost_seq
            where (excluded.lost_ms, excluded.lost_seq) > (r.lost_ms, r.lost_seq)""";
    private static final String ROLLBACKS = "select shard, lost_ms, lost_seq, since, until from redis_rollback";

    private final Pool pool;
    private final long timeoutMs;

    /** @param timeout after it a statement counts as failed */
    WatermarkTable(Pool pool, Duration timeout) {
        this.pool = pool;
        this.timeoutMs = timeout.toMillis();
    }

    /** Sorted by shard, so that two nodes lock rows in the same order. */
    Future<Void> save(Map<Integer, Known> changed) {
        if (changed.isEmpty()) return Future.succeededFuture();
        var rows = List.copyOf(new TreeMap<>(changed).entrySet());
        var parameters = Tuple.tuple()
                .addArrayOfInteger(rows.stream().map(Map.Entry::getKey).toArray(Integer[]::new))
                .addArrayOfLong(numbers(rows, known -> known.highest().ms()))
                .addArrayOfLong(numbers(rows, known -> known.highest().seq()))
                .addArrayOfLong(numbers(rows, known -> known.marked().id().ms()))
                .addArrayOfLong(numbers(rows, known -> known.marked().id().seq()))
                .addArrayOfString(rows.stream()
                        .map(row -> row.getValue().marked().event())
                        .toArray(String[]::new))
                .addArrayOfLong(numbers(rows, known -> known.marked().untilMs()));
        return run(SAVE, parameters).mapEmpty();
    }

    private static Long[] numbers(List<Map.Entry<Integer, Known>> rows, Function<Known, Long> part) {
        return rows.stream().map(Map.Entry::getValue).map(part).toArray(Long[]::new);
    }

    Future<Map<Integer, Known>> load() {
        return run(LOAD, Tuple.tuple()).map(WatermarkTable::known);
    }

    private static Map<Integer, Known> known(RowSet<Row> rows) {
        var known = new HashMap<Integer, Known>();
        for (var row : rows) {
            var marked = new Known.Marked(id(row, 3), row.getString(5), row.getLong(6));
            known.put(row.getInteger(0), new Known(id(row, 1), marked));
        }
        return known;
    }

    private static Position id(Row row, int column) {
        return new Position(row.getLong(column), row.getLong(column + 1));
    }

    Future<Void> saveRollbacks(Collection<Rollback> rollbacks) {
        if (rollbacks.isEmpty()) return Future.succeededFuture();
        var sorted = new TreeMap<Integer, Rollback>();
        for (var each : rollbacks) sorted.put(each.shard(), each);
        var rows = sorted.values();
        var parameters = Tuple.tuple()
                .addArrayOfInteger(sorted.keySet().toArray(Integer[]::new))
                .addArrayOfOffsetDateTime(times(rows.stream().map(Rollback::since)))
                .addArrayOfOffsetDateTime(times(rows.stream().map(Rollback::until)))
                .addArrayOfLong(rows.stream().map(each -> each.lost().ms()).toArray(Long[]::new))
                .addArrayOfLong(rows.stream().map(each -> each.lost().seq()).toArray(Long[]::new));
        return run(SAVE_ROLLBACKS, parameters).mapEmpty();
    }

    private static OffsetDateTime[] times(java.util.stream.Stream<java.time.Instant> times) {
        return times.map(at -> at.atOffset(ZoneOffset.UTC)).toArray(OffsetDateTime[]::new);
    }

    Future<List<Rollback>> rollbacks() {
        return run(ROLLBACKS, Tuple.tuple()).map(WatermarkTable::rollbacks);
    }

    private static List<Rollback> rollbacks(RowSet<Row> rows) {
        var rollbacks = new ArrayList<Rollback>();
        for (var row : rows) {
            rollbacks.add(new Rollback(
                    row.getInteger(0),
                    id(row, 1),
                    row.getOffsetDateTime(3).toInstant(),
                    row.getOffsetDateTime(4).toInstant()));
        }
        return rollbacks;
    }

    private Future<RowSet<Row>> run(String sql, Tuple parameters) {
        return pool.preparedQuery(sql).execute(parameters).timeout(timeoutMs, TimeUnit.MILLISECONDS);
    }
}
