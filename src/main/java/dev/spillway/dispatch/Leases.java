package dev.spillway.dispatch;

import dev.spillway.dispatch.Member.Held;
import dev.spillway.dispatch.ShardOwnership.Listener;
import dev.spillway.loop.TimeLimit;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shards of this node: takes, keeps and gives back those it is told to, and tells the listener. On one event loop.
 *
 * <pre>
 *   claim ──► ours ──renewal refused──► lost
 *              │ giveUp                  ▲ renewal refused
 *              ▼                         │
 *           closing ──idle, or grace over──► leaving ──Redis has heard it──► nobody's
 * </pre>
 */
final class Leases {
    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

    private final Parts parts;
    private final Map<Integer, Lease> ours = new TreeMap<>();
    private final Map<Integer, Future<Void>> closing = new HashMap<>();
    private final Map<Integer, String> leaving = new HashMap<>();
    private final Set<Integer> claiming = new HashSet<>();
    private @Nullable Listener listener;
    private boolean draining;

    /**
     * What leases are made of.
     *
     * @param changed told when the node has more or fewer shards to tell of
     */
    record Parts(
            Vertx vertx,
            LeaseScripts scripts,
            LeaseSettings settings,
            LeaseMetrics metrics,
            Clock clock,
            Runnable changed) {}

    Leases(Parts parts) {
        this.parts = parts;
    }

    void start(Listener listener) {
        this.listener = listener;
    }

    List<Integer> owned() {
        return List.copyOf(ours.keySet());
    }

    Optional<String> token(int shard) {
        return Optional.ofNullable(ours.get(shard)).map(Lease::token);
    }

    boolean sure(int shard) {
        var lease = ours.get(shard);
        return lease != null && lease.sure(System.nanoTime());
    }

    /** What to tell other nodes. */
    Map<Integer, Held> told(Loads loads) {
        var told = new HashMap<Integer, Held>();
        var now = System.nanoTime();
        leaving.keySet().forEach(shard -> told.put(shard, new Held(parts.clock().instant(), false, loads.of(shard))));
        ours.forEach((shard, lease) ->
                told.put(shard, new Held(lease.since(), lease.sure(now) && !lease.closing(), loads.of(shard))));
        return told;
    }

    /** Tries to take a shard. What is still being given back must be nobody's first. */
    void claim(int shard) {
        if (draining || ours.containsKey(shard) || leaving.containsKey(shard) || !claiming.add(shard)) return;
        var sent = System.nanoTime();
        parts.scripts()
                .claim(shard)
                .onComplete(done -> claiming.remove(shard))
                .onSuccess(token -> claimed(shard, token, sent))
                .onFailure(cause -> unanswered("shard.claimFailed", shard, cause));
    }

    private void claimed(int shard, String token, long sent) {
        if (token.isEmpty()) return;
        if (draining) leave(shard, token);
        else gain(shard, token, sent);
    }

    private void gain(int shard, String token, long sent) {
        ours.put(shard, new Lease(token, parts.clock().instant(), sent + sureNanos()));
        parts.metrics().gained();
        LOG.atDebug().addKeyValue("shard", shard).addKeyValue("token", token).log("shard.gained");
        heard().gained(shard);
        parts.changed().run();
    }

    /** Renews all, and says once more what Redis has not heard. */
    void renew() {
        Map.copyOf(ours).forEach(this::renew);
        Map.copyOf(leaving).forEach(this::release);
    }

    private void renew(int shard, Lease lease) {
        var sent = System.nanoTime();
        parts.scripts()
                .renew(shard, lease.token())
                .onSuccess(token -> renewed(shard, lease, token, sent))
                .onFailure(cause -> notRenewed(shard, lease, cause));
    }

    private void renewed(int shard, Lease lease, String token, long sent) {
        if (ours.get(shard) != lease) return;
        if (!token.equals(lease.token())) {
            lose(shard, lease);
            claimed(shard, token, sent);
            return;
        }
        lease.renewed(sent, sent + sureNanos());
        if (lease.wasInterrupted() && !lease.closing()) heard().gained(shard);
    }

    private void notRenewed(int shard, Lease lease, Throwable cause) {
        if (LeaseScripts.isFenced(cause)) lose(shard, lease);
        else unanswered("shard.renewFailed", shard, cause);
    }

    private void lose(int shard, Lease lease) {
        if (!ours.remove(shard, lease)) return;
        parts.metrics().lost();
        LOG.atWarn().addKeyValue("shard", shard).log("shard.lost");
        heard().lost(shard);
        parts.changed().run();
    }

    /** A link that broke may have lost what was on the way: the listener hears again of what is still ours. */
    void interrupted() {
        ours.values().forEach(Lease::interrupted);
    }

    /** A script refused the token: nothing may begin until a renewal says otherwise. */
    void doubted(int shard) {
        parts.metrics().refused();
        var lease = ours.get(shard);
        if (lease == null) return;
        var known = !lease.sure(System.nanoTime());
        lease.doubted(System.nanoTime());
        if (!known) renew(shard, lease);
    }

    /**
     * Gives a shard away when nothing of it is in flight, or, when the grace has passed, as soon as what is out by then has ended.
     * Never fails.
     */
    Future<Void> giveUp(int shard, Duration grace) {
        var begun = closing.get(shard);
        var lease = ours.get(shard);
        if (begun != null || lease == null) return begun == null ? Future.succeededFuture() : begun;
        lease.close();
        var done = Future.any(idle(shard), parts.vertx().timer(Math.max(1, grace.toMillis())))
                .transform(over -> returned(shard))
                .transform(over -> leave(shard, lease));
        closing.put(shard, done);
        return done.onComplete(over -> closing.remove(shard));
    }

    private Future<Void> idle(int shard) {
        return Future.succeededFuture().compose(begin -> heard().closing(shard));
    }

    /** A call that is cut off may have arrived, and would be made again: so it is waited for, but not for ever. */
    private Future<Void> returned(int shard) {
        var all = Future.succeededFuture().compose(begin -> heard().holdBack(shard));
        var max = parts.settings().handOverMax().toMillis();
        return TimeLimit.within(parts.vertx(), Math.max(1, max), all).onFailure(cause -> notReturned(shard, cause));
    }

    private void notReturned(int shard, Throwable cause) {
        if (!(cause instanceof TimeoutException)) return;
        parts.metrics().cutOff();
        LOG.atWarn().addKeyValue("shard", shard).log("shard.callsCutOff");
    }

    private Future<Void> leave(int shard, Lease lease) {
        if (!ours.remove(shard, lease)) return Future.succeededFuture();
        parts.metrics().released();
        LOG.atDebug().addKeyValue("shard", shard).log("shard.released");
        heard().lost(shard);
        return leave(shard, lease.token());
    }

    private Future<Void> leave(int shard, String token) {
        leaving.put(shard, token);
        return release(shard, token);
    }

    /** What Redis did not hear is said again with the next renewals; meanwhile we write nothing under that token. */
    private Future<Void> release(int shard, String token) {
        return parts.scripts()
                .release(shard, token)
                .onSuccess(done -> left(shard, token))
                .onFailure(cause -> unanswered("shard.releaseFailed", shard, cause))
                .otherwiseEmpty();
    }

    private void left(int shard, String token) {
        if (leaving.remove(shard, token)) parts.changed().run();
    }

    /** Takes no more, and gives all away. Never fails. */
    Future<Void> drain(Duration grace) {
        draining = true;
        return Future.join(owned().stream().map(shard -> giveUp(shard, grace)).toList())
                .mapEmpty();
    }

    private static void unanswered(String what, int shard, Throwable cause) {
        LOG.atDebug()
                .addKeyValue("shard", shard)
                .addKeyValue("cause", cause.getMessage())
                .log(what);
    }

    private long sureNanos() {
        return parts.settings().sure().toNanos();
    }

    private Listener heard() {
        return java.util.Objects.requireNonNull(listener, "started first");
    }
}
