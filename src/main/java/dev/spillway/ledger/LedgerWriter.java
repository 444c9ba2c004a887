package dev.spillway.ledger;

import dev.spillway.limit.Backoff;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop from Redis to Postgres: read a batch, write it, end it in Redis; one batch at a time. While Postgres is away the
 * batch in hand is written again and again, the rest waits in Redis. Used on one event loop.
 *
 * <pre>
 *   read ──batch──► write ──► finish ──► read        finish failed: the same entries are read and written once more,
 *                     │ failed: same batch after a pause                   which changes nothing
 * </pre>
 */
final class LedgerWriter {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);
    /** How long a read waits for the first entry; also how long a change of shards may go unnoticed. */
    private static final long BLOCK_MS = 1000;

    private final Vertx vertx;
    private final LedgerStreams streams;
    private final BatchWriter batches;
    private final Supplier<List<Integer>> shards;
    private final LedgerSettings settings;
    private final Backoff backoff;
    private List<Integer> owned = List.of();
    private List<StreamEntry> inHand = List.of();
    private boolean stopped;
    private int failures;

    LedgerWriter(
            Vertx vertx,
            LedgerStreams streams,
            BatchWriter batches,
            Supplier<List<Integer>> shards,
            LedgerSettings settings) {
        this.vertx = vertx;
        this.streams = streams;
        this.batches = batches;
        this.shards = shards;
        this.settings = settings;
        this.backoff = new Backoff(LedgerSettings.FIRST_PAUSE, settings.retryDelayMax());
    }

    /** Begins. Called once. */
    void start() {
        round();
    }

    /** Ends after the step in flight; what is in hand stays unfinished in Redis. */
    void stop() {
        stopped = true;
    }

    private void round() {
        if (stopped) return;
        var begun = System.nanoTime();
        batch().compose(this::write)
                .compose(this::finish)
                .onSuccess(written -> succeeded(written, begun))
                .onFailure(this::failed);
    }

    private Future<List<StreamEntry>> batch() {
        if (!inHand.isEmpty()) return Future.succeededFuture(inHand);
        owned = List.copyOf(shards.get());
        if (owned.isEmpty()) return Future.succeededFuture(List.of());
        return streams.unfinished(owned, perStream(), BLOCK_MS).onSuccess(batch -> inHand = batch);
    }

    private int perStream() {
        return Math.max(1, settings.batchMax() / Math.max(1, owned.size()));
    }

    private Future<List<StreamEntry>> write(List<StreamEntry> batch) {
        return batches.write(batch).map(batch);
    }

    private Future<List<StreamEntry>> finish(List<StreamEntry> batch) {
        inHand = List.of();
        return streams.finish(batch).map(batch);
    }

    private void succeeded(List<StreamEntry> written, long begun) {
        if (failures > 0) LOG.atInfo().addKeyValue("failures", failures).log("ledger.writes.again");
        failures = 0;
        next(hasMore(written) ? 0 : pauseMs(begun));
    }

    /** Whether a stream gave as many as were asked for. */
    private boolean hasMore(List<StreamEntry> read) {
        var most = perStream();
        return read.stream().collect(Collectors.groupingBy(StreamEntry::shard, Collectors.counting())).values().stream()
                .anyMatch(count -> count >= most);
    }

    /** All that waited came: let more come before the next transaction. */
    private long pauseMs(long begun) {
        var least = owned.isEmpty() ? BLOCK_MS : settings.batchWait().toMillis();
        return least - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }

    private void failed(Throwable cause) {
        if (failures == 0)
            LOG.atWarn().addKeyValue("cause", Failures.name(cause)).log("ledger.write.waits");
        next(backoff.after(++failures, ThreadLocalRandom.current()).toMillis());
    }

    private void next(long pauseMs) {
        if (!stopped) vertx.setTimer(Math.max(1, pauseMs), fired -> round());
    }
}
