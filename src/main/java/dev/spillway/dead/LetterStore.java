package dev.spillway.dead;

import dev.spillway.event.GatewayException;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The letters in Postgres. Fails with {@code UNAVAILABLE} while it is away or late. */
final class LetterStore {
    private final Pool pool;
    private final long timeoutMs;

    LetterStore(Pool pool, Duration queryTimeout) {
        this.pool = pool;
        this.timeoutMs = queryTimeout.toMillis();
    }

    Future<Long> count(DeadFilter filter) {
        return run(DeadSql.COUNT, parameters(filter))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** The latest before a place. */
    Future<List<Letter>> latest(DeadFilter filter, Cursor before, int limit) {
        return run(DeadSql.LATEST, parameters(filter, before, limit)).map(LetterStore::letters);
    }

    /** The earliest after a place. */
    Future<List<Letter>> earliest(DeadFilter filter, Cursor after, int limit) {
        return run(DeadSql.EARLIEST, parameters(filter, after, limit)).map(LetterStore::letters);
    }

    Future<Optional<StoredLetter>> find(String id) {
        return run(DeadSql.ONE, Tuple.of(id))
                .map(rows -> stream(rows).findFirst().map(row -> new StoredLetter(letter(row), text(row, "body"))));
    }

    /** This death of a letter is about to be put back. It waits as before, but does not count as an end any more. */
    Future<Void> redriving(Letter letter) {
        return run(DeadSql.REDRIVING, Tuple.of(letter.id(), time(letter.at()))).mapEmpty();
    }

    /** This death of a letter was put back, for the so-manieth time. Another death since then waits. */
    Future<Void> redriven(Letter letter, int redrive, Instant now) {
        return run(DeadSql.REDRIVEN, Tuple.of(letter.id(), time(letter.at()), time(now), redrive))
                .mapEmpty();
    }

    /** Drops up to so many; answers how many there were. */
    Future<Integer> drop(DeadFilter filter, int max, Instant now) {
        return run(DeadSql.DROP, parameters(filter).addOffsetDateTime(time(now)).addInteger(max))
                .map(RowSet::rowCount);
    }

    /** How many there are in each state. */
    Future<Map<DeadState, Long>> states() {
        return run(DeadSql.STATES, Tuple.tuple()).map(LetterStore::counts);
    }

    /** Forgets letters that were settled before a time; answers how many. */
    Future<Integer> forget(Instant before, int max) {
        return run(DeadSql.FORGET, Tuple.of(time(before), max)).map(RowSet::rowCount);
    }

    private Future<RowSet<Row>> run(String sql, Tuple parameters) {
        return pool.preparedQuery(sql)
                .execute(parameters)
                .timeout(timeoutMs, TimeUnit.MILLISECONDS)
                .recover(LetterStore::unavailable);
    }

    private static Tuple parameters(DeadFilter filter) {
        return Tuple.tuple()
                .addString(filter.destination())
                .addString(filter.reason())
                .addArrayOfString(filter.contacts().toArray(String[]::new))
                .addOffsetDateTime(time(filter.from()))
                .addOffsetDateTime(time(filter.to()))
                .addString(filter.stateWord());
    }

    private static Tuple parameters(DeadFilter filter, Cursor cursor, int limit) {
        return parameters(filter)
                .addOffsetDateTime(time(cursor.at()))
                .addString(cursor.id())
                .addInteger(limit);
    }

    private static List<Letter> letters(RowSet<Row> rows) {
        return stream(rows).map(LetterStore::letter).toList();
    }

    private static Letter letter(Row row) {
        return new Letter(
                text(row, "id"),
                DeadState.of(text(row, "state")),
                instant(row.getOffsetDateTime("settled_at")),
                row.getUUID("event_id").toString().replace("-", ""),
                row.getInteger("shard"),
                text(row, "destination"),
                text(row, "contact"),
                text(row, "reason"),
                text(row, "last_answer"),
                row.getInteger("attempts"),
                row.getOffsetDateTime("at").toInstant(),
                row.getInteger("redrives"));
    }

    private static Map<DeadState, Long> counts(RowSet<Row> rows) {
        var counts = new EnumMap<DeadState, Long>(DeadState.class);
        rows.forEach(row -> counts.put(DeadState.of(row.getString(0)), row.getLong(1)));
        return counts;
    }

    private static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }

    private static String text(Row row, String column) {
        var text = row.getString(column);
        return text == null ? "" : text;
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }

    private static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    /** Without the server's text, which may quote what is in a row. */
    private static <T> Future<T> unavailable(Throwable cause) {
        var name = cause instanceof PgException answer
                ? "SQLSTATE " + answer.getSqlState()
                : cause.getClass().getSimpleName();
        var why = "the database of the dead letters does not answer: " + name;
        return Future.failedFuture(new GatewayException(GatewayException.Kind.UNAVAILABLE, why));
    }
}
