package dev.spillway.consent;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that Redis knows what people allow: where it lost it, or never had it, it is read back from Postgres, and until then
 * nobody counts as allowing anything. Looks whenever a shard is looked at: when it is gained, after a connect, and every few
 * seconds. Belongs to one event loop.
 *
 * <pre>
 *   mark there, Redis trusted ──► nothing to do
 *   else ──► mark gone ──page by page──► facts in Redis ──► mark there
 * </pre>
 */
final class Remembering {
    private static final Logger LOG = LoggerFactory.getLogger(Remembering.class);
    private static final int PAGE = 500;
    private static final long AGAIN_MS = 1_000;

    private final Vertx vertx;
    private final FactStore facts;
    private final ConsentLog log;
    private final IntPredicate rolledBack;
    private final ConsentMetrics metrics;
    private final Set<Integer> reading = new HashSet<>();
    private final Set<Integer> mended = new HashSet<>();

    /** @param rolledBack whether Redis is known to have lost something of a shard */
    Remembering(Vertx vertx, FactStore facts, ConsentLog log, IntPredicate rolledBack, ConsentMetrics metrics) {
        this.vertx = vertx;
        this.facts = facts;
        this.log = log;
        this.rolledBack = rolledBack;
        this.metrics = metrics;
    }

    /** Looks at a shard, and begins to read back what is missing. Fails with {@code UNAVAILABLE} while Redis cannot tell. */
    Future<Void> look(int shard) {
        if (reading.contains(shard)) return Future.succeededFuture();
        if (!rolledBack.test(shard)) mended.remove(shard);
        else if (!mended.contains(shard)) return facts.doubt(shard).onSuccess(gone -> begin(shard));
        return facts.isComplete(shard)
                .onSuccess(complete -> {
                    if (!complete) begin(shard);
                })
                .mapEmpty();
    }

    private void begin(int shard) {
        if (!reading.add(shard)) return;
        metrics.unknown(reading.size());
        read(shard, 0);
    }

    private void read(int shard, long after) {
        log.page(shard, after, PAGE)
                .compose(lines -> bring(shard, lines))
                .onSuccess(lines -> next(shard, lines))
                .onFailure(cause -> again(shard, after, cause));
    }

    private Future<List<ConsentLog.Line>> bring(int shard, List<ConsentLog.Line> lines) {
        if (lines.isEmpty()) return facts.complete(shard).map(lines);
        var brought = lines.stream()
                .flatMap(line -> line.facts().stream().map(fact -> new FactStore.Brought(line.contact(), fact)))
                .toList();
        return facts.bring(shard, brought)
                .onSuccess(done -> metrics.brought(brought.size()))
                .map(lines);
    }

    private void next(int shard, List<ConsentLog.Line> lines) {
        if (!lines.isEmpty()) {
            read(shard, lines.get(lines.size() - 1).seq());
            return;
        }
        reading.remove(shard);
        if (rolledBack.test(shard)) mended.add(shard);
        metrics.unknown(reading.size());
    }

    private void again(int shard, long after, Throwable cause) {
        LOG.atDebug()
                .addKeyValue("shard", shard)
                .addKeyValue("cause", cause.getClass().getSimpleName())
                .log("consent.readBackWaits");
        vertx.setTimer(AGAIN_MS, fired -> read(shard, after));
    }
}
