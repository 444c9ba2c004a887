package dev.spillway.consent;

import dev.spillway.event.ContactKey;
import dev.spillway.gate.Change;
import dev.spillway.gate.Fact;
import dev.spillway.gate.SendClass;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What Postgres holds of what people allow. Fails while Postgres is away. */
final class ConsentLog {
    private static final String PAGE = """
            select seq, contact, tenant, category, change, at, accepted_at, source, told_by, told_where
            from consent_change where shard = $1 and seq > $2 order by seq limit $3""";
    private static final String HISTORY = """
            select seq, contact, tenant, category, change, at, accepted_at, source, told_by, told_where
            from consent_change where contact = $1 order by at desc, seq desc limit $2""";

    private final Pool pool;
    private final Duration timeout;

    /** @param timeout after it a statement counts as failed */
    ConsentLog(Pool pool, Duration timeout) {
        this.pool = pool;
        this.timeout = timeout;
    }

    /**
     * A change as it stands there.
     *
     * @param acceptedAt when it was accepted first
     */
    record Line(long seq, ContactKey contact, Change change, Instant acceptedAt) {
        List<Fact> facts() {
            return change.facts(acceptedAt);
        }
    }

    /** A part of a shard's lines, in the order they were written. */
    Future<List<Line>> page(int shard, long after, int max) {
        return lines(PAGE, Tuple.of(shard, after, max));
    }

    /** What a key's person said, the latest first. */
    Future<List<Line>> history(ContactKey contact, int max) {
        return lines(HISTORY, Tuple.of(contact.value(), max));
    }

    private Future<List<Line>> lines(String sql, Tuple parameters) {
        return pool.preparedQuery(sql)
                .execute(parameters)
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .map(ConsentLog::lines);
    }

    private static List<Line> lines(RowSet<Row> rows) {
        var lines = new ArrayList<Line>();
        for (var row : rows) line(row).ifPresent(lines::add);
        return lines;
    }

    /** Empty for words that only a newer version knows. */
    private static Optional<Line> line(Row row) {
        var kind = Change.Kind.of(row.getString("change"));
        var category = SendClass.of(row.getString("category"));
        if (kind.isEmpty() || category.isEmpty()) return Optional.empty();
        var change = new Change(
                kind.get(),
                List.of(category.get()),
                row.getString("tenant"),
                row.getOffsetDateTime("at").toInstant(),
                text(row.getString("source")),
                text(row.getString("told_by")),
                text(row.getString("told_where")));
        var acceptedAt = row.getOffsetDateTime("accepted_at").toInstant();
        return Optional.of(new Line(row.getLong("seq"), new ContactKey(row.getString("contact")), change, acceptedAt));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
