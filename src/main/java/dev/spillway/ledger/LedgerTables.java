package dev.spillway.ledger;

import dev.spillway.postgres.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Puts entries into their tables, one statement a table. Doing it twice, or in another order, changes nothing. */
final class LedgerTables {
    private final Partitions partitions;

    LedgerTables(Partitions partitions) {
        this.partitions = partitions;
    }

    /** All of them in one transaction, or none. */
    Future<Void> write(Database database, List<LedgerEntry> entries) {
        return makeDays(database, entries).compose(made -> database.transaction(tx -> write(tx, entries)));
    }

    /** Before the transaction: a new day locks the default partition. */
    private Future<Void> makeDays(Database database, List<LedgerEntry> entries) {
        var rows = only(LedgerEntry.Row.class, entries).stream().map(LedgerTables::day);
        var seen = only(LedgerEntry.Seen.class, entries).stream().map(LedgerTables::day);
        return database.query(client -> partitions.ensure(client, Partitions.LEDGER, rows.toList()))
                .compose(made -> database.query(client -> partitions.ensure(client, Partitions.SEEN, seen.toList())));
    }

    private static Future<Void> write(SqlClient tx, List<LedgerEntry> entries) {
        return run(tx, Insert.ROWS, only(LedgerEntry.Row.class, entries), Insert::rows)
                .compose(done -> run(tx, Insert.SEEN, seen(entries), Insert::seen))
                .compose(done -> run(tx, Insert.MESSAGES, messages(entries), Insert::messages))
                .compose(done -> run(tx, Insert.DEAD, dead(entries), Insert::dead))
                .compose(done -> run(tx, Insert.CONSENT, consent(entries), Insert::consent));
    }

    private static <E> Future<Void> run(
            SqlClient tx, String sql, Collection<E> entries, Function<Collection<E>, Tuple> parameters) {
        if (entries.isEmpty()) return Future.succeededFuture();
        return tx.preparedQuery(sql).execute(parameters.apply(entries)).mapEmpty();
    }

    private static Collection<LedgerEntry.Seen> seen(List<LedgerEntry> entries) {
        return Merge.seen(only(LedgerEntry.Seen.class, entries));
    }

    private static Collection<LedgerEntry.Message> messages(List<LedgerEntry> entries) {
        return Merge.messages(only(LedgerEntry.Message.class, entries));
    }

    private static Collection<LedgerEntry.DeadLetter> dead(List<LedgerEntry> entries) {
        return Merge.dead(only(LedgerEntry.DeadLetter.class, entries));
    }

    private static Collection<LedgerEntry.Consent> consent(List<LedgerEntry> entries) {
        return Merge.consent(only(LedgerEntry.Consent.class, entries));
    }

    private static <E extends LedgerEntry> List<E> only(Class<E> sort, List<LedgerEntry> entries) {
        return entries.stream().filter(sort::isInstance).map(sort::cast).toList();
    }

    static LocalDate day(LedgerEntry.Row row) {
        return day(row.acceptedAt());
    }

    static LocalDate day(LedgerEntry.Seen seen) {
        var occurredAt = seen.occurredAt();
        return day(occurredAt == null ? seen.acceptedAt() : occurredAt);
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
