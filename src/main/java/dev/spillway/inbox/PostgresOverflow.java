package dev.spillway.inbox;

import dev.spillway.event.Event;
import dev.spillway.limit.Backoff;
import dev.spillway.postgres.Database;
import dev.spillway.postgres.Postgres;
import dev.spillway.postgres.Schema;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.PromiseInternal;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The overflow inbox: a table in Postgres. A row is durable when it is answered for, whatever the database's own setting. One
 * a node, for all its event loops; answers come back on the event loop of the asker. While Postgres is away everything fails
 * at once; it may be away at the start, then it is migrated when it comes.
 */
public final class PostgresOverflow implements Inbox, Overflow {
    private static final Duration MIGRATION_PAUSE = Duration.ofMillis(200);
    private static final Duration MIGRATION_PAUSE_MAX = Duration.ofSeconds(2);
    private static final int ACCEPT_CONNECTIONS = 2;
    private static final long READ_BYTES_MAX = 4L << 20;

    /** No answer before it is on disk; and plans that stay right when an empty table suddenly grows. */
    private static final Map<String, String> SESSION = Map.of("synchronous_commit", "on", "enable_seqscan", "off");

    private final Vertx vertx;
    private final OverflowParts parts;
    private final Context context;
    private final QuickDatabase forAccepting;
    private final QuickDatabase forOwners;
    private final OverflowWriter writer;
    private final OverflowSampler sampler;

    private PostgresOverflow(Vertx vertx, OverflowParts parts) {
        this.vertx = vertx;
        this.parts = parts;
        this.context = vertx.getOrCreateContext();
        var metrics = parts.metrics();
        forAccepting = quick(ACCEPT_CONNECTIONS, client -> OverflowWriter.insert(client, List.of()), metrics::up);
        forOwners = quick(parts.settings().connections(), PostgresOverflow::readNothing, isUp -> {});
        writer = new OverflowWriter(context, forAccepting, parts.settings(), metrics);
        sampler = new OverflowSampler(vertx, parts);
    }

    private QuickDatabase quick(
            int connections, Function<SqlClient, Future<RowSet<Row>>> look, Consumer<Boolean> onChange) {
        return new QuickDatabase(vertx, database(connections), parts.settings(), look, onChange);
    }

    private static Future<RowSet<Row>> readNothing(SqlClient client) {
        return client.preparedQuery(OverflowSql.WAITING).execute(OverflowSql.shards(List.of()));
    }

    private Database database(int connections) {
        var timeoutMs = parts.settings().timeout().toMillis();
        return new Database(
                vertx, () -> Postgres.open(vertx, parts.postgres(), connections, timeoutMs, SESSION), timeoutMs);
    }

    /** Starts looking for Postgres and returns at once. */
    public static PostgresOverflow start(Vertx vertx, OverflowParts parts) {
        var overflow = new PostgresOverflow(vertx, parts);
        overflow.context.runOnContext(turn -> overflow.startHere());
        return overflow;
    }

    private void startHere() {
        new Schema(vertx, parts.postgres(), new Backoff(MIGRATION_PAUSE, MIGRATION_PAUSE_MAX)).migrateUntilDone(() -> {
            forAccepting.start();
            forOwners.start();
            sampler.start();
        });
    }

    /** Whether events are taken at the moment. Callable from any thread. */
    public boolean isUp() {
        return parts.metrics().isUp();
    }

    /** The time of acceptance is now: what came before was answered before, what comes after an answer is later. */
    @Override
    public Future<List<Receipt>> accept(List<Event> events) {
        if (events.isEmpty()) return Future.succeededFuture(List.of());
        PromiseInternal<List<Receipt>> promise = promise();
        var batch = new AcceptBatch(events.size(), promise);
        var waiting = new ArrayList<Waiting>(events.size());
        for (var event : events) {
            waiting.add(new Waiting(
                    event, EventCodec.encode(event), parts.redisTime().micros(event.shard()), batch, waiting.size()));
        }
        context.runOnContext(turn -> writer.accept(waiting));
        return promise.future();
    }

    private <T> PromiseInternal<T> promise() {
        return ((ContextInternal) vertx.getOrCreateContext()).promise();
    }

    @Override
    public Future<Set<Integer>> waiting(Collection<Integer> shards) {
        if (shards.isEmpty()) return Future.succeededFuture(Set.of());
        return ask(client -> client.preparedQuery(OverflowSql.WAITING).execute(OverflowSql.shards(shards)))
                .map(PostgresOverflow::shards);
    }

    private static Set<Integer> shards(RowSet<Row> rows) {
        var shards = new HashSet<Integer>();
        for (var row : rows) shards.add(row.getInteger(0));
        return shards;
    }

    /** Their numbers follow the order of acceptance of any one contact. Perhaps fewer than there are. */
    @Override
    public Future<List<OverflowRow>> read(Collection<Integer> shards, Collection<Long> except, int eachMax) {
        if (shards.isEmpty()) return Future.succeededFuture(List.of());
        var range = OverflowSql.range(shards, except, eachMax).addLong(READ_BYTES_MAX / shards.size());
        return ask(client -> client.preparedQuery(OverflowSql.READ).execute(range))
                .map(rows -> all(rows, OverflowSql::row));
    }

    @Override
    public Future<List<RowPlace>> earliest(Collection<Integer> shards, Collection<Long> except, int eachMax) {
        if (shards.isEmpty()) return Future.succeededFuture(List.of());
        var range = OverflowSql.range(shards, except, eachMax);
        return ask(client -> client.preparedQuery(OverflowSql.EARLIEST).execute(range))
                .map(rows -> all(rows, OverflowSql::place));
    }

    private static <T> List<T> all(RowSet<Row> rows, Function<Row, T> each) {
        var read = new ArrayList<T>(rows.size());
        for (var row : rows) read.add(each.apply(row));
        return read;
    }

    @Override
    public Future<Void> remove(List<OverflowRow> rows) {
        if (rows.isEmpty()) return Future.succeededFuture();
        return ask(client -> client.preparedQuery(OverflowSql.REMOVE).execute(OverflowSql.numbers(rows)))
                .mapEmpty();
    }

    /** Asks on the overflow's event loop and answers on the caller's. */
    private Future<RowSet<Row>> ask(Function<SqlClient, Future<RowSet<Row>>> question) {
        PromiseInternal<RowSet<Row>> promise = promise();
        context.runOnContext(turn -> forOwners.query(question).onComplete(promise));
        return promise.future();
    }

    /** Takes nothing more; what is under way fails. */
    public Future<Void> close() {
        PromiseInternal<Void> promise = promise();
        context.runOnContext(turn -> Future.join(forAccepting.close(), forOwners.close(), sampler.close())
                .<Void>mapEmpty()
                .onComplete(promise));
        return promise.future();
    }
}
