package dev.spillway.dispatch;

import dev.spillway.event.ContactKey;
import dev.spillway.flow.Flows;
import dev.spillway.inbox.Inbox;
import dev.spillway.inbox.InboxReader;
import dev.spillway.inbox.Overflow;
import dev.spillway.inbox.Watermarks;
import dev.spillway.lane.RedisLanes;
import dev.spillway.ledger.LedgerDiet;
import dev.spillway.ledger.OldEvents;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Takes events out of the inboxes of the shards this node owns, as many as it may have in flight, and sees each through.
 * Backpressure is not asking for more. Belongs to one event loop.
 *
 * <pre>
 *   inbox ────┬─read──► by contact ──run──► commit (lanes, session, ledger, done)
 *   overflow ─┘             ▲        └─failed─► delayed ──due──┐
 *                           └──────────────────────────────────┘
 * </pre>
 */
public final class Dispatcher implements ShardOwnership.Listener {
    /** How often each shard is looked at for what a late command of an old connection took and nobody got to see. */
    private static final long SWEEP_MS = 10_000;

    /** How old what the gauges show may be. */
    private static final long SAMPLE_MS = 250;

    /**
     * What a dispatcher is made of.
     *
     * @param doors median of the webhooks this node answered since it was last asked, in nanoseconds; empty if there
     *     are so few a second that nobody need give way to them
     */
    public record Parts(
            Vertx vertx,
            RedisLink redis,
            InboxReader reader,
            Overflow overflow,
            Keyspace keys,
            ShardOwnership ownership,
            Flows flows,
            RedisLanes lanes,
            Memory memory,
            MeterRegistry registry,
            Supplier<OptionalLong> doors,
            Clock clock) {}

    /**
     * What is remembered of events beyond Redis, and of contacts.
     *
     * @param oldAge events that had happened longer before they were accepted are old
     * @param check of a shard, before anything of it is read: whether Redis still has what it had
     * @param trusted whether what Redis takes is safe there
     * @param diet looks at what goes to the ledger
     * @param moves where an event of a contact whose home is another shard goes
     * @param joined hears of keys that turned out to be one person's; completes when what that person allows is safe under each
     */
    public record Memory(
            Duration oldAge,
            OldEvents old,
            IntFunction<Future<Void>> check,
            Watermarks watermarks,
            BooleanSupplier trusted,
            LedgerDiet diet,
            Inbox moves,
            Function<Collection<ContactKey>, Future<Void>> joined) {}

    private final Parts parts;
    private final DispatchMetrics metrics;
    private final Homes homes;
    private final InFlight inFlight;
    private final Holding holding;
    private final OwnInboxes inboxes;
    private final Delayed delayed;
    private final Runner runner;
    private final Removals removals;
    private final Merging merging;
    private final Pace pace;
    private final Reading reading;
    private final Recoveries recoveries;
    private final Duration stopGrace;
    private long slicedAt = System.nanoTime();

    public Dispatcher(Parts parts, DispatchSettings settings, DispatchMetrics metrics) {
        this.parts = parts;
        this.metrics = metrics;
        this.stopGrace = settings.stopGrace();
        var vertx = parts.vertx();
        homes = new Homes(
                new RedisHomes(
                        vertx,
                        parts.redis(),
                        parts.keys(),
                        settings.homeTtl(),
                        parts.clock(),
                        parts.memory().joined()),
                parts.keys().shards(),
                new HomesMetrics(parts.registry()),
                parts.clock());
        var scripts = new ShardScripts(
                vertx,
                parts.redis(),
                parts.keys(),
                parts.ownership(),
                parts.memory().diet(),
                settings.sessionTtl());
        var burial = new Burial(scripts, metrics, parts.clock());
        inFlight = new InFlight(settings.inFlightMax());
        holding = new Holding(vertx, parts.clock(), settings.holdMax(), metrics);
        inboxes = new OwnInboxes(holding);
        delayed = new Delayed(vertx, scripts, burial, inboxes, inFlight::roomForDelayed);
        runner = new Runner(
                new Runner.Parts(
                        rules(scripts),
                        parts.flows(),
                        scripts,
                        parts.lanes(),
                        delayed,
                        new EventAge(parts.registry(), parts.clock()),
                        parts.clock()),
                settings,
                metrics);
        removals = new Removals(vertx, parts.overflow());
        var sequence = new Sequence(
                burial, removals, parts.memory().watermarks(), parts.memory().oldAge());
        pace = new Pace(settings.doorsFirst());
        merging = new Merging(new Merging.Parts(
                vertx,
                new InboxReader(parts.redis(), parts.keys()), // never behind a read that waits
                parts.overflow(),
                sequence,
                pace,
                parts.memory().trusted(),
                settings.overflowUnknownMax(),
                parts.clock()));
        reading = new Reading(
                new Reading.Parts(
                        vertx,
                        parts.reader(),
                        merging,
                        sequence,
                        inFlight,
                        pace,
                        settings.readEachMax(),
                        parts.clock()),
                inboxes);
        recoveries = new Recoveries(new Recoveries.Parts(vertx, inboxes::has, this::look, this::recovered));
    }

    /** Repeats end before they are moved: where they were accepted they are known. */
    private List<Rule> rules(ShardScripts scripts) {
        var memory = parts.memory();
        var reports = new Reports(parts.clock());
        return List.of(
                new OverflowRule(scripts, memory.old(), metrics),
                new RedriveRule(work -> runner.flows(work)),
                new RepeatRule(memory.old(), reports, metrics),
                new HomeRule(homes, memory.moves(), parts.keys().shards(), reports, metrics));
    }

    /** Begins to claim shards and to read them. */
    public void start() {
        parts.vertx().setPeriodic(SAMPLE_MS, tick -> sample());
        parts.vertx().setPeriodic(Pace.LOOK.toMillis(), tick -> lookAtDoors());
        parts.vertx().setPeriodic(Pace.SLICE.toMillis(), tick -> slice());
        parts.reader().onUp(this::readerUp);
        merging.start(inboxes.all(), reading::read);
        parts.vertx().setPeriodic(SWEEP_MS, tick -> sweep());
        parts.ownership().start(this);
    }

    private void slice() {
        var now = System.nanoTime();
        pace.slice(now - slicedAt);
        slicedAt = now;
        reading.read();
    }

    private void lookAtDoors() {
        pace.look(parts.doors().get());
        metrics.pace(pace.perSecond());
    }

    private void sample() {
        metrics.now(inFlight.now(), parts.ownership().owned().size(), inboxes.heldContacts());
    }

    /** Redis may have been away: where it stands is unknown. */
    private void readerUp() {
        homes.forget();
        inboxes.shards().forEach(this::gained);
    }

    private void sweep() {
        for (var shard : inboxes.shards()) {
            parts.vertx()
                    .setTimer(1 + shard * SWEEP_MS / Math.max(1, parts.keys().shards()), turn -> sweep(shard));
        }
    }

    /** Looks without reading the inbox again. */
    private void sweep(int shard) {
        var inbox = inboxes.of(shard);
        if (inbox != null && inbox.stage() == ShardInbox.Stage.OPEN) recoveries.begin(shard);
    }

    @Override
    public void gained(int shard) {
        inboxes.gained(shard, this::inbox).recovering();
        recoveries.begin(shard);
    }

    private ShardInbox inbox(int shard) {
        return new ShardInbox(
                shard,
                new ShardQueue(new ShardQueue.Hands(
                        runner::run,
                        runner::postpone,
                        from -> inboxes.turnBack(shard, from),
                        removals::add,
                        reading::read,
                        holding,
                        inFlight)));
    }

    /** What is running ends; what is queued stays where it is for the next owner. */
    @Override
    public Future<Void> closing(int shard) {
        var inbox = inboxes.of(shard);
        if (inbox == null) return Future.succeededFuture();
        inbox.close();
        return Future.join(inbox.queue().close(), parts.lanes().closing(shard)).mapEmpty();
    }

    @Override
    public Future<Void> holdBack(int shard) {
        return parts.lanes().holdBack(shard);
    }

    @Override
    public void lost(int shard) {
        closing(shard).onFailure(impossible -> {});
        inboxes.lost(shard);
        parts.lanes().lost(shard);
        delayed.lost(shard);
    }

    private Future<Void> look(int shard) {
        return parts.memory()
                .check()
                .apply(shard)
                .compose(done -> parts.lanes().recover(shard))
                .compose(done -> delayed.recover(shard));
    }

    /** Only now may the inbox of the shard be read: its contacts' events wait behind those that were put off. */
    private void recovered(int shard) {
        var inbox = inboxes.of(shard);
        if (inbox == null || inbox.stage() == ShardInbox.Stage.OPEN) return;
        inbox.recovered();
        merging.poll(List.of(inbox), reading::read).onFailure(impossible -> {});
    }

    /** Stops reading and waits for what is running, at most for the grace. Shards stay ours: what leaves still ends. */
    public Future<Void> stop() {
        reading.stop();
        var ended = inboxes.shards().stream().map(this::closing).toList();
        var here = (ContextInternal) parts.vertx().getOrCreateContext(); // on whose event loop the grace ends
        return here.succeededFuture(ended)
                .compose(all -> Future.join(all).<Void>mapEmpty())
                .timeout(stopGrace.toMillis(), TimeUnit.MILLISECONDS)
                .otherwiseEmpty();
    }
}
