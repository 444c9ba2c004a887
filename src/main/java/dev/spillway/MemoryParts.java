package dev.spillway;

import dev.spillway.consent.ConsentRoom;
import dev.spillway.dispatch.Dispatcher;
import dev.spillway.inbox.Inbox;
import dev.spillway.inbox.RollbackMetrics;
import dev.spillway.inbox.RollbackWatch;
import dev.spillway.ledger.LedgerDiet;
import dev.spillway.ledger.LedgerFeed;
import dev.spillway.ledger.MemoryMetrics;
import dev.spillway.ledger.OldEvents;
import dev.spillway.ledger.PostgresPast;
import dev.spillway.ledger.PostgresSeen;
import dev.spillway.outbound.Precheck;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** What is remembered of events and deliveries, and whether Redis forgot some of it; as the work loop asks for it. */
final class MemoryParts {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final WorkLoop loop;
    private final RollbackWatch rolledBack;
    private final MemoryMetrics metrics;

    /** Begins to watch Redis. */
    MemoryParts(WorkLoop loop) {
        var shared = loop.shared();
        var watch = new RollbackWatch.Parts(
                loop.vertx(), loop.redis(), loop.keys(), shared.watermarks(), shared.pool(), loop.clock());
        this.loop = loop;
        this.rolledBack = RollbackWatch.start(watch, new RollbackMetrics(loop.registry()));
        this.metrics = new MemoryMetrics(loop.registry());
        loop.closing().push("watermarks", rolledBack::stop);
    }

    /** What Redis forgot. */
    RollbackWatch rolledBack() {
        return rolledBack;
    }

    /**
     * Of events.
     *
     * @param trusted whether what Redis takes is safe there
     * @param diet looks at what goes to the ledger
     * @param moves where events of other shards go
     * @param consent what people allow
     */
    Dispatcher.Memory ofEvents(BooleanSupplier trusted, LedgerDiet diet, Inbox moves, ConsentRoom consent) {
        var oldAge = loop.config().inbox().oldAge();
        var seen = new PostgresSeen(loop.vertx(), loop.shared().pool(), TIMEOUT, loop.clock(), metrics);
        var feed = new LedgerFeed(loop.redis(), loop.keys());
        return new Dispatcher.Memory(
                oldAge,
                new OldEvents(feed, seen, rolledBack::isRolledBack, oldAge, loop.clock()),
                shard -> rolledBack.check(shard).compose(checked -> consent.look(shard)),
                loop.shared().watermarks(),
                trusted,
                diet,
                moves,
                consent::joined);
    }

    /** Of deliveries. */
    Precheck ofDeliveries() {
        return new PastCheck(
                rolledBack, new PostgresPast(loop.vertx(), loop.shared().pool(), TIMEOUT, metrics));
    }
}
