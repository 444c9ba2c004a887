package dev.spillway.dispatch;

import dev.spillway.event.DedupeKey;
import dev.spillway.event.Payload;
import dev.spillway.ledger.LedgerEntry;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts entries aside that cannot be read: as dead letters, whole, for a person to look at. */
final class Burial {
    private static final Logger LOG = LoggerFactory.getLogger(Burial.class);

    private final ShardScripts scripts;
    private final DispatchMetrics metrics;
    private final Clock clock;

    Burial(ShardScripts scripts, DispatchMetrics metrics, Clock clock) {
        this.scripts = scripts;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Completes when it is safe as a dead letter; fails only when the shard is not ours any more. */
    Future<Void> bury(int shard, Work.From from, String entryId, Payload stored) {
        metrics.unreadable();
        LOG.atError()
                .addKeyValue("shard", shard)
                .addKeyValue("entryId", entryId)
                .log("event.unreadable");
        return scripts.bury(shard, from, entryId, deadLetter(shard, from, entryId, stored))
                .onFailure(cause -> LOG.atWarn().addKeyValue("entryId", entryId).log("event.unreadableKept"));
    }

    private LedgerEntry.DeadLetter deadLetter(int shard, Work.From from, String entryId, Payload stored) {
        var event = new DedupeKey("entry:" + shard + "/" + entryId).id(from.text());
        var body = Base64.getEncoder().encodeToString(stored.bytes());
        var reason = "UNREADABLE: entry " + entryId;
        return new LedgerEntry.DeadLetter(event.value(), event, shard, "", "", reason, 0, clock.instant(), body);
    }
}
