package dev.spillway.ledger;

import dev.spillway.postgres.Database;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a batch of stream entries into Postgres, wholly. What cannot be read, and what Postgres refuses although its
 * neighbours pass, goes as it is to table {@code ledger_unreadable}; nothing waits behind it. Fails only for reasons that
 * pass: the same batch may then be written again.
 */
final class BatchWriter {
    private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);

    private final Database database;
    private final LedgerTables tables;
    private final IntFunction<String> streamName;
    private final LedgerMetrics metrics;
    private final Clock clock;

    BatchWriter(
            Database database,
            LedgerTables tables,
            IntFunction<String> streamName,
            LedgerMetrics metrics,
            Clock clock) {
        this.database = database;
        this.tables = tables;
        this.streamName = streamName;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Fails only for reasons that pass. */
    Future<Void> write(List<StreamEntry> batch) {
        if (batch.isEmpty()) return Future.succeededFuture();
        var begun = System.nanoTime();
        return Future.succeededFuture(batch)
                .map(BatchWriter::read)
                .compose(this::asideUnreadable)
                .compose(this::writeItems)
                .onSuccess(done -> metrics.batch(batch.size(), System.nanoTime() - begun))
                .onFailure(cause -> metrics.batchFailed(System.nanoTime() - begun));
    }

    /** An entry without bytes was deleted behind our back: there is nothing to keep. */
    private static List<Read> read(List<StreamEntry> batch) {
        return batch.stream()
                .filter(entry -> entry.bytes().length > 0)
                .map(entry -> new Read(entry, LedgerCodec.salvage(entry.bytes())))
                .toList();
    }

    private Future<List<Item>> asideUnreadable(List<Read> batch) {
        Future<Void> done = Future.succeededFuture();
        for (var read : batch) {
            var problem = read.salvaged().problem();
            if (problem.isEmpty()) continue;
            done = done.compose(before -> aside(read.source(), LedgerMetrics.Aside.UNREADABLE, problem));
        }
        return done.map(all -> batch.stream().flatMap(Read::items).toList());
    }

    private Future<Void> writeItems(List<Item> items) {
        if (items.isEmpty()) return Future.succeededFuture();
        var entries = items.stream().map(Item::entry).toList();
        return tables.write(database, entries)
                .onSuccess(done -> metrics.written(entries))
                .recover(cause -> refused(items, cause));
    }

    /** Halves the batch until the row that Postgres refuses stands alone. */
    private Future<Void> refused(List<Item> items, Throwable cause) {
        if (!Failures.isOfRows(cause)) return Future.failedFuture(cause);
        if (items.size() == 1) return aside(items.get(0).source(), LedgerMetrics.Aside.REFUSED, Failures.name(cause));
        var half = items.size() / 2;
        return writeItems(items.subList(0, half)).compose(done -> writeItems(items.subList(half, items.size())));
    }

    private Future<Void> aside(StreamEntry entry, LedgerMetrics.Aside why, String reason) {
        var row = Tuple.of(
                streamName.apply(entry.shard()),
                entry.id(),
                reason,
                Buffer.buffer(entry.bytes()),
                Insert.time(clock.instant()));
        return database.query(client -> client.preparedQuery(Insert.ASIDE).execute(row))
                .onSuccess(done -> tell(done.rowCount(), entry, why, reason))
                .mapEmpty();
    }

    /** Once an entry, also when its batch is written again. */
    private void tell(int rows, StreamEntry entry, LedgerMetrics.Aside why, String reason) {
        if (rows == 0) return;
        metrics.aside(why);
        LOG.atError()
                .addKeyValue("shard", entry.shard())
                .addKeyValue("entryId", entry.id())
                .addKeyValue("reason", reason)
                .log("ledger.entry.put.aside");
    }

    private record Read(StreamEntry source, LedgerCodec.Salvaged salvaged) {
        Stream<Item> items() {
            return salvaged.entries().stream().map(entry -> new Item(source, entry));
        }
    }

    private record Item(StreamEntry source, LedgerEntry entry) {}
}
