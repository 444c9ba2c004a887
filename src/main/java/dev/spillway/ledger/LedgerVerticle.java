package dev.spillway.ledger;

import dev.spillway.limit.Backoff;
import dev.spillway.postgres.Database;
import dev.spillway.postgres.Postgres;
import dev.spillway.postgres.Schema;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Opens the ledger's connections and starts its loops; one instance a node. Starts at once whether the stores are there or
 * not: first the schema, as soon as Postgres answers, then rows. Nothing of a gateway waits for it.
 */
public final class LedgerVerticle extends VerticleBase {
    /** One for the batch, one for the sign of life. */
    private static final int WRITER_CONNECTIONS = 2;

    /** Dropping and deleting takes its time; it has a connection of its own. */
    private static final long MAINTENANCE_MS = TimeUnit.MINUTES.toMillis(10);

    private static final long SIGN_OF_LIFE_MS = 2_000;

    private final Stores stores;
    private final LedgerSettings settings;
    private final LedgerMetrics metrics;
    private final Supplier<List<Integer>> shards;
    private final Clock clock;
    private final List<Supplier<Future<Void>>> undo = new ArrayList<>();

    /**
     * @param shards those whose ledger streams this node reads, at this moment; called on this verticle's event loop
     * @param clock tells today, and with it which days to keep
     */
    public LedgerVerticle(
            Stores stores,
            LedgerSettings settings,
            LedgerMetrics metrics,
            Supplier<List<Integer>> shards,
            Clock clock) {
        this.stores = stores;
        this.settings = settings;
        this.metrics = metrics;
        this.shards = shards;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        var database =
                new Database(vertx, this::writerPool, settings.writeTimeout().toMillis());
        undo.add(database::close);
        var streams = new LedgerStreams(link("ledger"), keyspace());
        var partitions = new Partitions(clock, settings);
        var batches = new BatchWriter(database, new LedgerTables(partitions), streams::key, metrics, clock);
        var writer = new LedgerWriter(vertx, streams, batches, shards, settings);
        undo.add(() -> stopped(writer));
        var maintenance = new Maintenance(vertx, maintenancePool(), new Partitions(clock, settings), metrics);
        sample(new BacklogSampler(link("ledger-backlog"), streams::key, () -> answers(database), metrics, clock));
        new Schema(vertx, stores.postgres(), new Backoff(LedgerSettings.FIRST_PAUSE, settings.retryDelayMax()))
                .migrateUntilDone(() -> {
                    maintenance.start();
                    writer.start();
                });
        return Future.succeededFuture();
    }

    private Keyspace keyspace() {
        return stores.keys();
    }

    private RedisLink link(String name) {
        var link = RedisLink.open(vertx, stores.redis(), name);
        undo.add(link::close);
        return link;
    }

    private Pool writerPool() {
        return Postgres.open(
                vertx,
                stores.postgres(),
                WRITER_CONNECTIONS,
                settings.writeTimeout().toMillis());
    }

    private Pool maintenancePool() {
        var pool = Postgres.open(vertx, stores.postgres(), 1, MAINTENANCE_MS);
        undo.add(pool::close);
        return pool;
    }

    private static Future<Void> stopped(LedgerWriter writer) {
        writer.stop();
        return Future.succeededFuture();
    }

    private static Future<Boolean> answers(Database database) {
        return database.query(client -> client.query("select 1").execute())
                .timeout(SIGN_OF_LIFE_MS, TimeUnit.MILLISECONDS)
                .map(true)
                .otherwise(false);
    }

    private void sample(BacklogSampler sampler) {
        var pauseMs = settings.sampleInterval().toMillis();
        sampler.sample(shards.get()).onComplete(done -> vertx.setTimer(pauseMs, fired -> sample(sampler)));
    }

    /** Last opened, first closed. */
    @Override
    public Future<?> stop() {
        Collections.reverse(undo);
        return Future.join(undo.stream().map(Supplier::get).toList());
    }
}
