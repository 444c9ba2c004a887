package dev.spillway.limit;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;

/**
 * Limits that go on without Redis: while it is away or late each node grants from shares of its own, each limit divided by the
 * number of nodes it last saw. Never fails. Belongs to the event loop of its Redis link.
 *
 * <pre>
 *   SHARED ──late, failed, or no connection──► AWAY ──Redis answers──► RETURNING ──settled there──► SETTLING ──settle──► SHARED
 *   SHARED, SETTLING ──reconnected──► RETURNING               RETURNING, SETTLING ──late, failed──► AWAY
 * </pre>
 *
 * <p><b>What holds.</b> Of a pace all nodes together grant at most {@code capacity + perSecond * seconds} in any stretch of
 * time, outages and returns included, because
 *
 * <ul>
 *   <li>a share begins empty when Redis goes: what Redis granted just before is not granted again;
 *   <li>the shares of all nodes are together no more than the whole;
 *   <li>a node that finds Redis again grants nothing more on its own, then empties the paces there, and then grants only what
 *       both Redis and its share allow, until all other nodes have found it too ({@code limit.settle}). So a full bucket, or
 *       one that Redis has forgotten, is not granted on top of what the shares gave;
 *   <li>tokens of an answer that comes too late are spent.
 * </ul>
 *
 * <p>A quota is granted as evenly as it comes in while Redis is away, and what was granted is added to its count after it.
 *
 * <p><b>Where it does not hold.</b> Each is bounded by the share of the node in question:
 *
 * <ul>
 *   <li>A node that alone cannot reach Redis, or finds it later than {@code limit.settle} after the first, grants its share on
 *       top of what the others get from Redis, for as long: at most {@code capacity / nodes} at once. It takes no new deliveries meanwhile, so this is what it had begun.
 *   <li>More nodes live than were last seen (some joined within the last heartbeats before Redis went): together they grant
 *       {@code live / seen} of the rate. A node that has never seen any ({@code nodes} is 0) grants nothing.
 *   <li>A node that starts while Redis is coming back without its data, before any other has emptied the paces, sees them full.
 *   <li>A quota that was nearly used up when Redis went: {@code max * outage / per} more. One that Redis has forgotten begins
 *       anew, until the other side says what is left of it.
 * </ul>
 *
 * <p>A bucket whose capacity is smaller than the number of nodes cannot be shared: it grants nothing without Redis; of one made
 * for a window each node still lets one go, more slowly.
 */
public final class FallbackLimits implements Limits {
    private static final Duration PROBE_AGAIN = Duration.ofMillis(100);
    /** When to come again while it is not known who grants. */
    private static final Duration SOON = Duration.ofMillis(10);
    /** Paces remembered, to be emptied when Redis is back. Those of single records are small and are left alone. */
    private static final int KNOWN_MAX = 1_000;

    private final Parts parts;
    private final OwnShares shares;
    private final Map<String, Limit> known = new LinkedHashMap<>();
    private Phase phase = Phase.SHARED;
    /** Changes with every phase: what began before says nothing about now. */
    private int turn;

    /** What it works with. */
    record Parts(SharedLimits shared, Time time, LimitSettings settings, IntSupplier nodes, LimitMetrics metrics) {}

    private enum Phase {
        /** Redis grants. */
        SHARED,
        /** The own shares grant. */
        AWAY,
        /** Nobody grants. */
        RETURNING,
        /** Redis and the own shares grant together. */
        SETTLING
    }

    /**
     * Does no I/O.
     *
     * @param nodes how many nodes there are, this one included, as last seen; 0 if none was ever seen
     */
    public FallbackLimits(
            Vertx vertx, RedisLimits shared, LimitSettings settings, IntSupplier nodes, MeterRegistry registry) {
        this(new Parts(shared, Time.of(vertx), settings, nodes, new LimitMetrics(registry)));
    }

    FallbackLimits(Parts parts) {
        this.parts = parts;
        this.shares = new OwnShares(parts.nodes());
        parts.shared().onUp(this::reconnected);
    }

    @Override
    public Future<List<Ruling>> take(List<Claim> claims) {
        claims.forEach(this::remember);
        if (phase == Phase.SHARED && !parts.shared().up()) away("not connected");
        return switch (phase) {
            case SHARED -> ask(claims);
            case AWAY -> Future.succeededFuture(own(claims));
            case RETURNING -> nothing(claims);
            case SETTLING -> both(claims);
        };
    }

    @Override
    public void correct(Limit limit, Said said, double mark) {
        if (phase == Phase.SHARED || phase == Phase.SETTLING) parts.shared().correct(limit, said, mark);
    }

    @Override
    public void shut(Limit limit, Duration delay) {
        if (parts.shared().up()) parts.shared().shut(limit, delay);
    }

    @Override
    public void giveBack(Limit limit, String lease) {
        shares.leave(limit);
        if (parts.shared().up()) parts.shared().giveBack(limit, lease);
    }

    private void remember(Claim claim) {
        for (var need : claim.needs()) {
            if (need.limit().key().isEmpty() && known.size() < KNOWN_MAX)
                known.put(need.limit().name(), need.limit());
        }
    }

    /** What Redis knew of the limits may be gone. */
    private void reconnected() {
        if (phase == Phase.AWAY) probe();
        else if (phase != Phase.RETURNING && !known.isEmpty()) returning();
    }

    private Future<List<Ruling>> ask(List<Claim> claims) {
        var asked = turn;
        parts.metrics().asked();
        return onTime(parts.shared().take(claims))
                .transform(answer -> asked == turn ? answered(answer, claims) : nothing(claims));
    }

    private Future<List<Ruling>> answered(AsyncResult<List<Ruling>> answer, List<Claim> claims) {
        return answer.succeeded() ? Future.succeededFuture(answer.result()) : lost(answer.cause(), claims);
    }

    /** The stricter of both: what the shares have is asked from Redis, and what Redis does not give goes back. */
    private Future<List<Ruling>> both(List<Claim> claims) {
        var own = shares.take(claims, this::settles, parts.time().micros());
        var asked = new ArrayList<Claim>();
        for (int i = 0; i < claims.size(); i++) {
            if (own.get(i).granted() > 0) asked.add(claims.get(i).of(own.get(i).granted()));
        }
        if (asked.isEmpty()) return Future.succeededFuture(own);
        return ask(asked).map(shared -> stricter(claims, own, shared));
    }

    private List<Ruling> stricter(List<Claim> claims, List<Ruling> own, List<Ruling> shared) {
        var rulings = new ArrayList<Ruling>();
        var next = shared.iterator();
        for (int i = 0; i < own.size(); i++) {
            rulings.add(own.get(i).granted() == 0 ? own.get(i) : stricter(claims.get(i), own.get(i), next.next()));
        }
        return rulings;
    }

    private Ruling stricter(Claim claim, Ruling own, Ruling shared) {
        if (phase != Phase.SETTLING) return shared;
        shares.putBack(claim, own.granted() - shared.granted(), this::settles);
        return own.untilNext().compareTo(shared.untilNext()) <= 0
                ? shared
                : new Ruling(shared.delays(), own.untilNext(), own.lacking(), shared.marks());
    }

    /** What a share and Redis grant together. What quotas gave is added to their counts, and slots have leases. */
    private boolean settles(Limit limit) {
        return limit.kind() instanceof Limit.Pace
                && OwnShare.canPart(limit.kind(), parts.nodes().getAsInt());
    }

    private List<Ruling> own(List<Claim> claims) {
        var rulings = shares.take(claims, limit -> true, parts.time().micros());
        for (int i = 0; i < claims.size(); i++)
            granted(claims.get(i), rulings.get(i).granted());
        return rulings;
    }

    private void granted(Claim claim, int times) {
        if (times == 0) return;
        for (var need : claim.needs()) parts.metrics().granted(need.limit().group(), times);
    }

    private static Future<List<Ruling>> nothing(List<Claim> claims) {
        return Future.succeededFuture(
                claims.stream().map(claim -> Ruling.nothing(SOON)).toList());
    }

    private Future<List<Ruling>> lost(Throwable cause, List<Claim> claims) {
        away(String.valueOf(cause.getMessage()));
        return Future.succeededFuture(own(claims));
    }

    private void away(String cause) {
        enter(Phase.AWAY);
        shares.begin(known.values(), parts.time().micros());
        parts.metrics().away(cause);
        probeLater();
    }

    private void probeLater() {
        var begun = turn;
        parts.time().after(PROBE_AGAIN, () -> {
            if (turn == begun) probe();
        });
    }

    /** Asks for nothing, only whether somebody answers. Without a connection there is nothing to ask: it will call. */
    private void probe() {
        if (!parts.shared().up()) return;
        var begun = turn;
        parts.shared().settle(Map.of()).onComplete(answer -> {
            if (turn == begun) probed(answer.succeeded());
        });
    }

    private void probed(boolean answered) {
        if (answered) returning();
        else probeLater();
    }

    /** From here on nothing is granted before Redis has empty paces: every grant of the shares is older than that. */
    private void returning() {
        enter(Phase.RETURNING);
        shares.begin(known.values(), parts.time().micros());
        var begun = turn;
        onTime(parts.shared().settle(spent())).onComplete(done -> {
            if (turn == begun) emptied(done.succeeded());
        });
    }

    /** Of quotas what was spent, of paces nothing: they are emptied. */
    private Map<Limit, Double> spent() {
        var spent = new HashMap<>(shares.spent());
        known.values().stream()
                .filter(limit -> limit.kind() instanceof Limit.Pace)
                .forEach(limit -> spent.put(limit, 0.0));
        return spent;
    }

    private void emptied(boolean done) {
        if (done) settle();
        else away("the limits could not be settled");
    }

    private void settle() {
        enter(Phase.SETTLING);
        shares.forgetSpent();
        parts.metrics().back();
        var begun = turn;
        parts.time().after(parts.settings().settle(), () -> {
            if (turn == begun) settled();
        });
    }

    private void settled() {
        enter(Phase.SHARED);
        shares.clear();
    }

    private void enter(Phase next) {
        phase = next;
        turn++;
    }

    private <T> Future<T> onTime(Future<T> answer) {
        Promise<T> first = Promise.promise();
        var cancel = parts.time()
                .after(parts.settings().timeout(), () -> first.tryFail(new TimeoutException("Redis is late")));
        answer.onSuccess(first::tryComplete).onFailure(first::tryFail);
        return first.future().onComplete(done -> cancel.run());
    }
}
