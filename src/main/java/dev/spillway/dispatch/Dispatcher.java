package dev.spillway.dispatch;

import dev.spillway.flow.Flows;
import dev.spillway.inbox.InboxReader;
import dev.spillway.inbox.Page;
import dev.spillway.lane.RedisLanes;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
    private final Burial burial;
    private final Delayed delayed;
    private final Recoveries recoveries;
    private final Set<Integer> recovered = new HashSet<>();
    private final ByContact byContact;
    private boolean reading;
    private boolean stopped;

    public Dispatcher(Parts parts, DispatchSettings settings, DispatchMetrics metrics) {
        this.parts = parts;
        this.settings = settings;
        this.metrics = metrics;
        var scripts =
                new ShardScripts(parts.vertx(), parts.redis(), parts.keys(), parts.ownership(), settings.sessionTtl());
        burial = new Burial(scripts, metrics, parts.clock());
        delayed = new Delayed(parts.vertx(), scripts, burial, new Delayed.Target(this::offer, this::room));
        var runner = new Runner(parts.flows(), scripts, parts.lanes(), delayed, settings, metrics, parts.clock());
        byContact = new ByContact(runner::run, this::read);
        recoveries = new Recoveries(new Recoveries.Parts(
                parts.vertx(), shard -> parts.ownership().token(shard).isPresent(), this::look, this::recovered));
    }

    /** Begins to claim shards and to read them. */
    public void start() {
        metrics.gauges(byContact::size, () -> parts.ownership().owned().size());
        parts.reader().onUp(this::readerUp);
        parts.ownership().start(this);
    }

    /** What was on its way when the link broke is pending, and older than what is new. */
    private void readerUp() {
        parts.ownership().owned().forEach(this::gained);
    }

    @Override
    public void gained(int shard) {
        recovered.remove(shard);
        recoveries.begin(shard);
    }

    @Override
    public void lost(int shard) {
        recovered.remove(shard);
        parts.lanes().lost(shard);
        delayed.lost(shard);
    }

    private Future<Void> look(int shard) {
        return parts.lanes()
                .recover(shard)
                .compose(done -> readPending(shard, "0"))
                .compose(done -> delayed.recover(shard));
    }

    /** Only now may new entries of the shard be read: they come after those that were pending. */
    private void recovered(int shard) {
        recovered.add(shard);
        read();
    }

    /** What was read before, by an earlier owner or by us before the link broke, page by page. */
    private Future<Void> readPending(int shard, String after) {
        return parts.reader().readPending(shard, after, PENDING_MAX).compose(page -> {
            offer(page);
            return page.size() < PENDING_MAX ? Future.succeededFuture() : readPending(shard, page.lastId());
        });
    }

    private void offer(Page page) {
        for (var entry : page.entries()) offer(new Work(entry, Work.From.INBOX, 1));
        for (var each : page.unreadable()) burial.bury(each.shard(), Work.From.INBOX, each.id(), each.stored());
    }

    /** What comes after the stop stays where it is: the next owner finds it. */
    private void offer(Work work) {
        if (!stopped) byContact.offer(work);
    }

    private int room() {
        return settings.inFlightMax() - byContact.size();
    }

    /** Asks for more, if there is room and nobody asks already. */
    private void read() {
        var shards =
                parts.ownership().owned().stream().filter(recovered::contains).toList();
        var room = room();
        if (reading || stopped || shards.isEmpty() || room <= 0) return;
        reading = true;
        var eachMax = Math.max(1, Math.min(settings.readEachMax(), room / shards.size()));
        parts.reader().readNew(shards, eachMax).onComplete(done -> {
            reading = false;
            if (done.succeeded()) arrived(done.result());
            else readFailed(shards, done.cause());
        });
    }

    private void arrived(Page page) {
        offer(page);
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

    private Future<Void> drained(Instant end) {
        if (byContact.size() == 0 || !parts.clock().instant().isBefore(end)) return Future.succeededFuture();
        return parts.vertx().timer(STOP_POLL_MS).compose(fired -> drained(end));
    }
}
