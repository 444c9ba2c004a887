package dev.spillway.dispatch;

import dev.spillway.dispatch.Registry.Seen;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shares the shards evenly with the other nodes on the same Redis, by a lease for each shard. Every heartbeat it renews its
 * leases, says that it lives, sees who else does, and gives or takes what makes the shares even.
 *
 * <p>With the default settings a node that joins, leaves or dies is settled within 5 s, or when the calls that are out then
 * have ended. A node that was paused for longer than a lease may begin nothing when it wakes, and what it still writes is refused.
 *
 * <p>Belongs to the event loop of its link: make, start and stop it there.
 */
public final class LeasedOwner implements ShardOwnership {
    private static final Logger LOG = LoggerFactory.getLogger(LeasedOwner.class);
    private static final int BEATS_WHILE_LACKING = 4;

    private final Parts parts;
    private final LeaseSettings settings;
    private final Duration stopGrace;
    private final LeaseMetrics metrics;
    private final Registry registry;
    private final Loads loads;
    private final Leases leases;
    private boolean beating;
    private boolean beatAgain;
    private boolean beatsSoon;
    private boolean draining;
    private boolean ended;

    /**
     * What an owner is made of.
     *
     * @param edition of the files that the node works with now, a short hash
     */
    public record Parts(
            Vertx vertx, RedisLink redis, Keyspace keys, Node node, Supplier<String> edition, Clock clock) {}

    /**
     * Does no I/O yet.
     *
     * @param stopGrace how long what is in flight may take to end when the node stops
     */
    public LeasedOwner(Parts parts, LeaseSettings settings, Duration stopGrace, LeaseMetrics metrics) {
        this.parts = parts;
        this.settings = settings;
        this.stopGrace = stopGrace;
        this.metrics = metrics;
        registry = new Registry(parts.redis(), parts.keys());
        loads = new Loads(parts.redis(), parts.keys());
        var scripts = new LeaseScripts(parts.redis(), parts.keys(), parts.node().id(), settings);
        leases = new Leases(new Leases.Parts(parts.vertx(), scripts, settings, metrics, parts.clock(), this::beat));
    }

    @Override
    public void start(Listener listener) {
        leases.start(listener);
        loads.start(parts.vertx(), leases::owned);
        parts.redis().onUp(this::up);
        tickLater();
    }

    private void up() {
        leases.interrupted();
        beating = false;
        tick();
    }

    private void tickLater() {
        // Not a periodic timer: after a pause it would make up for all that it missed.
        parts.vertx().setTimer(settings.heartbeat().toMillis(), fired -> {
            tick();
            if (!ended) tickLater();
        });
    }

    /** Leases first: what we say of them a moment later is older than what Redis knows, never newer. */
    private void tick() {
        if (ended) return;
        leases.renew();
        beat();
    }

    private void beat() {
        beatAgain = beating;
        if (beating || ended) return;
        beating = true;
        registry.beat(me(), settings).onComplete(this::beaten);
    }

    private Member me() {
        return new Member(parts.node(), draining, parts.edition().get(), leases.told(loads));
    }

    private void beaten(AsyncResult<List<Seen>> done) {
        beating = false;
        if (done.succeeded()) arrange(done.result());
        else LOG.atDebug().addKeyValue("cause", done.cause().getMessage()).log("nodes.beatFailed");
        if (beatAgain) beat();
    }

    private void arrange(List<Seen> live) {
        if (metrics.nodes(live.size()) != live.size()) {
            LOG.atInfo().addKeyValue("live", live.size()).log("nodes.changed");
        }
        if (draining) return;
        var share = new Shares(membersWithMeAsIAmNow(live), parts.keys().shards())
                .of(parts.node().id());
        share.give().forEach(shard -> leases.giveUp(shard, settings.handOverGrace()));
        share.take().forEach(leases::claim);
        if (share.lacking()) beatSoon();
    }

    private List<Member> membersWithMeAsIAmNow(List<Seen> live) {
        var others = live.stream()
                .map(Seen::member)
                .filter(member -> !member.node().id().equals(parts.node().id()));
        return Stream.concat(others, Stream.of(me())).toList();
    }

    /** What others give away is seen and taken sooner than with the next heartbeat. */
    private void beatSoon() {
        if (beatsSoon) return;
        beatsSoon = true;
        parts.vertx().setTimer(settings.heartbeat().toMillis() / BEATS_WHILE_LACKING, fired -> {
            beatsSoon = false;
            beat();
        });
    }

    @Override
    public List<Integer> owned() {
        return leases.owned();
    }

    @Override
    public Optional<String> token(int shard) {
        return leases.token(shard);
    }

    @Override
    public boolean held(int shard) {
        return leases.sure(shard);
    }

    @Override
    public void doubted(int shard) {
        leases.doubted(shard);
    }

    @Override
    public Future<Void> stop() {
        draining = true;
        beat();
        return leases.drain(stopGrace).transform(drained -> leave());
    }

    private Future<Void> leave() {
        ended = true;
        return registry.leave(parts.node()).otherwiseEmpty();
    }
}
