package dev.spillway.dispatch;

import dev.spillway.flow.Flows;
import dev.spillway.inbox.Entry;
import dev.spillway.inbox.InboxReader;
import dev.spillway.lane.RedisLanes;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events out of the inboxes of the shards this node owns, as many as it may have in flight, and sees each through.
 * Backpressure is not asking for more. Belongs to one event loop.
 *
 * <pre>
 *   inbox ──read──► by contact ──run──► commit (lanes, session, ledger, ack)
 *                       ▲        └─failed─► delayed ──due──┐
 *                       └─────────────────────────────────┘
 * </pre>
 */
public final class Dispatcher implements ShardOwnership.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final int PENDING_MAX = 200;
    private static final Duration AGAIN = Duration.ofMillis(200);
    private static final long STOP_POLL_MS = 20;

    /** What a dispatcher is made of. */
    public record Parts(
            Vertx vertx,
            RedisLink redis,
            InboxReader reader,
            Keyspace keys,
            ShardOwnership ownership,
            Flows flows,
            RedisLanes lanes,
            Clock clock) {}

    private final Parts parts;
    private final DispatchSettings settings;
    private final DispatchMetrics metrics;
    private final Delayed delayed;
    private final ByContact byContact;
    private boolean reading;
    private boolean stopped;

    public Dispatcher(Parts parts, DispatchSettings settings, DispatchMetrics metrics) {
        this.parts = parts;
        this.settings = settings;
        this.metrics = metrics;
        var scripts =
                new ShardScripts(parts.vertx(), parts.redis(), parts.keys(), parts.ownership(), settings.sessionTtl());
        delayed = new Delayed(parts.vertx(), scripts);
        var runner = new Runner(parts.flows(), scripts, parts.lanes(), delayed, settings, metrics, parts.clock());
        byContact = new ByContact(runner::run, this::read);
        delayed.into(byContact::offer);
    }

    /** Begins to claim shards and to read them. */
    public void start() {
        metrics.gauges(byContact::size, () -> parts.ownership().owned().size());
        parts.reader().onUp(() -> parts.ownership().owned().forEach(this::gained));
        parts.ownership().start(this);
    }

    @Override
    public void gained(int shard) {
        parts.lanes()
                .recover(shard)
                .compose(done -> readPending(shard, "0"))
                .onSuccess(done -> delayed.recover(shard))
                .onSuccess(done -> read())
                .onFailure(cause -> gainAgain(shard, cause));
    }

    private void gainAgain(int shard, Throwable cause) {
        LOG.atWarn()
                .addKeyValue("shard", shard)
                .addKeyValue("cause", cause.getMessage())
                .log("shard.recoverFailed");
        parts.vertx().setTimer(AGAIN.toMillis(), fired -> {
            if (parts.ownership().token(shard).isPresent()) gained(shard);
        });
    }

    @Override
    public void lost(int shard) {
        parts.lanes().lost(shard);
        delayed.lost(shard);
    }

    /** What was read before, by an earlier owner or by us before the link broke, page by page. */
    private Future<Void> readPending(int shard, String after) {
        return parts.reader().readPending(shard, after, PENDING_MAX).compose(entries -> {
            entries.forEach(this::offer);
            if (entries.size() < PENDING_MAX) return Future.succeededFuture();
            return readPending(shard, entries.get(entries.size() - 1).id());
        });
    }

    private void offer(Entry entry) {
        byContact.offer(new Work(entry, Work.From.INBOX, 1));
    }

    /** Asks for more, if there is room and nobody asks already. */
    private void read() {
        var shards = parts.ownership().owned();
        var room = settings.inFlightMax() - byContact.size();
        if (reading || stopped || shards.isEmpty() || room <= 0) return;
        reading = true;
        var eachMax = Math.max(1, Math.min(settings.readEachMax(), room / shards.size()));
        parts.reader().readNew(shards, eachMax).onComplete(done -> {
            reading = false;
            if (done.succeeded()) arrived(done.result());
            else readFailed(shards, done.cause());
        });
    }

    private void arrived(List<Entry> entries) {
        entries.forEach(this::offer);
        read();
    }

    /** A group that is gone means that Redis came back empty: claiming the shards makes it again. */
    private void readFailed(List<Integer> shards, Throwable cause) {
        if (String.valueOf(cause.getMessage()).startsWith("NOGROUP")) shards.forEach(parts.ownership()::doubted);
        parts.vertx().setTimer(AGAIN.toMillis(), fired -> read());
    }

    /** Stops reading and waits for what is in flight, at most for the grace. Shards stay ours: what leaves still ends. */
    public Future<Void> stop() {
        stopped = true;
        return drained(parts.clock().instant().plus(settings.stopGrace()));
    }

    private Future<Void> drained(java.time.Instant end) {
        if (byContact.size() == 0 || !parts.clock().instant().isBefore(end)) return Future.succeededFuture();
        return parts.vertx().timer(STOP_POLL_MS).compose(fired -> drained(end));
    }
}
