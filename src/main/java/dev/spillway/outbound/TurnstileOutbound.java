package dev.spillway.outbound;

import dev.spillway.connector.HttpCall;
import dev.spillway.connector.HttpReply;
import dev.spillway.limit.Claim;
import dev.spillway.limit.Limit;
import dev.spillway.limit.Limits;
import dev.spillway.limit.Need;
import dev.spillway.limit.Ruling;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets each call through when there is a slot for it on this node and all its limits, which the nodes share, have given what
 * it needs. Calls wait in one bounded line, at most till their deadline. One question to the limits at a time, for as many
 * calls as there are slots, so that a hot destination costs few round trips. When the limits cannot be asked everybody is
 * refused at once: without them nobody knows what the other nodes are sending.
 *
 * <p>A limit that is not the whole destination's (of one record, of one operation) and will have nothing for a while holds up
 * nobody else: who needs it is sent away ({@code HELD}) with the time to come again.
 */
final class TurnstileOutbound implements Outbound, Gate {
    private static final Logger LOG = LoggerFactory.getLogger(TurnstileOutbound.class);
    /** Work taken ahead: as much as gets its token within this time. More would wait here instead of in its lane. */
    private static final double AHEAD_SECONDS = 1;
    /** Calls asked for at once; keeps one node from emptying a large bucket at one go. */
    private static final int ASK_MAX = 100;
    /** Until a destination that has nothing left for hours is looked at again: others may have left more than we know. */
    private static final Duration DRY_MAX = Duration.ofMinutes(1);
    /** What backends answer that have no room. */
    private static final Set<Integer> BUSY = Set.of(429, 503);
    /** What a slot is held longer than its call may take: how late its end may be told. */
    private static final Duration LEASE_MORE = Duration.ofSeconds(5);

    private final Outbound next;
    private final Parts parts;
    private final Set<String> whole;
    private final int ahead;
    private final Blocks blocks;
    private final Turns turns;
    private final Questions questions;
    private final OutboundMetrics metrics;
    private long claims;
    private boolean asking;
    private Runnable cancelAlarm = () -> {};
    private Runnable wake = () -> {};

    /**
     * What it works with.
     *
     * @param name of the destination
     * @param node this node, as slots are named by
     * @param tolls what calls have to pay
     * @param leaseFor the longest a call may take
     * @param tempo what gives each call its time when it has all else
     */
    record Parts(
            String name,
            String node,
            Tolls tolls,
            Limits limits,
            WaitLine line,
            Slots slots,
            Alarms alarms,
            Clock clock,
            Duration leaseFor,
            Tempo tempo) {}

    TurnstileOutbound(Outbound next, Parts parts, OutboundMetrics metrics) {
        this.next = next;
        this.parts = parts;
        this.whole = parts.tolls.whole().stream().map(Limit::name).collect(Collectors.toSet());
        this.ahead = ahead(parts.tolls.whole());
        parts.tempo.before(parts.line::count, this::roomAgain);
        this.blocks = new Blocks(parts.clock);
        this.turns = new Turns(parts.clock);
        this.questions = new Questions(parts.limits);
        this.metrics = metrics;
        metrics.showWaiting("limits", parts.line::size);
        metrics.showSlots(parts.slots::limit);
        parts.tolls
                .whole()
                .forEach(limit -> metrics.showWaitingFor(limit.group(), () -> parts.line.count(need(limit))));
    }

    private static Predicate<List<Need>> need(Limit limit) {
        return needs -> needs.stream().anyMatch(need -> need.limit().equals(limit));
    }

    private static int ahead(List<Limit> whole) {
        var perSecond = whole.stream()
                .map(Limit::kind)
                .mapToDouble(
                        kind -> kind instanceof Limit.Pace pace ? pace.rate().perSecond() : Double.MAX_VALUE)
                .min()
                .orElse(Double.MAX_VALUE);
        return ahead(perSecond);
    }

    private static int ahead(double perSecond) {
        return (int) Math.max(1, Math.ceil(Math.min(perSecond * AHEAD_SECONDS, OPEN / 2.0)));
    }

    private void roomAgain() {
        ask();
        wake.run();
    }

    @Override
    public Future<HttpReply> send(HttpCall call, Leave leave) {
        var since = metrics.start();
        var passing = parts.line
                .join(leave.deadline(), leave.priority(), parts.tolls.needs(call, leave.priority()))
                .onSuccess(passed -> metrics.gotToken(since));
        ask();
        return passing.compose(pass -> go(call, leave, pass));
    }

    private Future<HttpReply> go(HttpCall call, Leave leave, Pass pass) {
        var begun = System.nanoTime();
        parts.tempo.enter(leave);
        return next.send(call, leave).onComplete(ended -> {
            parts.tempo.over(leave);
            ended(call, pass, ended, System.nanoTime() - begun);
        });
    }

    private void ended(HttpCall call, Pass pass, AsyncResult<HttpReply> ended, long nanos) {
        parts.slots.leave(nanos, sign(ended));
        giveBack(pass);
        if (ended.succeeded()) {
            parts.tolls.correct(call, pass, ended.result(), parts.limits).forEach(blocks::forget);
        }
        ask();
        wake.run();
    }

    private static Slots.Sign sign(AsyncResult<HttpReply> ended) {
        if (ended.succeeded()) return BUSY.contains(ended.result().status()) ? Slots.Sign.BUSY : Slots.Sign.ANSWERED;
        var silent = ended.cause() instanceof CallFailure failure && failure.kind() == CallFailure.Kind.NO_ANSWER;
        return silent ? Slots.Sign.BUSY : Slots.Sign.NONE;
    }

    private void giveBack(Pass pass) {
        for (var need : pass.needs()) {
            if (need.limit().kind() instanceof Limit.Slots) parts.limits.giveBack(need.limit(), pass.lease());
        }
    }

    @Override
    public int free() {
        var apart = whole.size() != 1 && blocks.anyBut(whole);
        var waiting = apart ? parts.line.count(needs -> !heldApart(needs)) : parts.line.size();
        var atOnce = Math.min(ahead, ahead(parts.tempo.perSecond()));
        return Math.max(0, Math.min(parts.slots.free(), atOnce) - waiting);
    }

    /** Whether somebody waits for what is not everybody's. */
    private boolean heldApart(List<Need> needs) {
        return needs.stream()
                .anyMatch(need -> !isWhole(need.limit()) && blocks.left(need).isPresent());
    }

    @Override
    public void onFree(Runnable wake) {
        this.wake = wake;
    }

    private boolean isWhole(Limit limit) {
        return whole.contains(limit.name());
    }

    private void ask() {
        if (asking) return;
        var groups = first();
        if (groups.isEmpty()) {
            arm();
            return;
        }
        asking = true;
        var asked = groups.stream().map(this::claim).toList();
        questions.ask(asked).onSuccess(rulings -> answered(asked, rulings)).onFailure(this::failed);
    }

    /** Where there is no room for all there may be some for those who go before them. */
    private List<WaitLine.Group> first() {
        Predicate<List<Need>> mayAsk = needs -> !blocks.block(needs);
        var room = most(parts.tempo.room());
        return room > 0
                ? parts.line.first(room, mayAsk)
                : parts.line.firstAwaited(most(parts.tempo.roomForAwaited()), mayAsk);
    }

    private int most(int room) {
        return Math.max(0, Math.min(Math.min(parts.slots.free(), room), ASK_MAX));
    }

    private Claim claim(WaitLine.Group group) {
        var lease = parts.node + ":" + parts.name + ":" + claims++;
        return new Claim(group.needs(), group.count(), lease, parts.leaseFor.plus(LEASE_MORE));
    }

    private void answered(List<Claim> asked, List<Ruling> rulings) {
        asking = false;
        for (int i = 0; i < asked.size(); i++) {
            passOn(asked.get(i), rulings.get(i));
            if (rulings.get(i).granted() < asked.get(i).count()) lacks(asked.get(i), rulings.get(i));
        }
        ask();
        wake.run();
    }

    /** Who waited may have gone by now: its tokens are lost, its slots are not. */
    private void passOn(Claim claim, Ruling ruling) {
        for (int i = 0; i < ruling.granted(); i++) {
            var pass = new Pass(claim.needs(), claim.lease(i), marks(claim, ruling, i));
            var delay = ruling.delays().get(i);
            parts.line
                    .next(claim.needs(), delay)
                    .ifPresentOrElse(turn -> enter(turn, pass, delay), () -> giveBack(pass));
        }
    }

    private void enter(Promise<Pass> turn, Pass pass, Duration delay) {
        parts.slots.enter();
        if (delay.isZero()) turn.complete(pass);
        else parts.alarms.set(delay, () -> turn.complete(pass));
    }

    /** What each limit had spent when this one was let go, those behind it taken off. */
    private static List<Double> marks(Claim claim, Ruling ruling, int index) {
        var marks = new ArrayList<Double>();
        for (int i = 0; i < ruling.marks().size(); i++) {
            var behind = ruling.granted() - 1 - index;
            marks.add(ruling.marks().get(i) - behind * claim.needs().get(i).cost());
        }
        return marks;
    }

    private void lacks(Claim claim, Ruling ruling) {
        var lacking = ruling.lacking();
        if (lacking == null) blocks.add(ruling.untilNext());
        else if (isWhole(lacking)) sendAway(lacking, claim.needs(), dry(ruling.untilNext()), ruling.untilNext());
        else sendAway(lacking, claim.needs(), heldUp(lacking, ruling.untilNext()), ruling.untilNext());
    }

    /** Those for whom it is too late; of one that is not everybody's all who would have to wait for long. */
    private void sendAway(Limit lacking, List<Need> needs, CallFailure why, Duration wait) {
        var all = !isWhole(lacking) && wait.compareTo(WaitLine.PATIENCE) > 0;
        if (!all) blocks.add(lacking, needs, wait);
        metrics.refused(lacking.group(), all ? parts.line.dismiss(needs, why) : parts.line.dismissLate(needs, why));
        if (!isWhole(lacking) && lacking.kind() instanceof Limit.Pace pace) thinOut(lacking, pace);
    }

    /** Of those who need what is not everybody's only as many wait here as get it soon; what goes past it needs the room. */
    private void thinOut(Limit lacking, Limit.Pace pace) {
        var sent = parts.line.dismissFar(
                need(lacking),
                place -> Duration.ofNanos((long) (1e9 * place / pace.rate().perSecond())),
                () -> heldUp(lacking, turns.next(lacking, pace, WaitLine.PATIENCE)));
        metrics.refused(lacking.group(), sent);
    }

    private static CallFailure heldUp(Limit limit, Duration wait) {
        return new CallFailure(CallFailure.Kind.HELD, "the limit " + limit.group() + " is used up", wait);
    }

    private static CallFailure dry(Duration wait) {
        var again = wait.compareTo(DRY_MAX) < 0 ? wait : DRY_MAX;
        return new CallFailure(CallFailure.Kind.REFUSED, "no token: not before the deadline", again);
    }

    private void arm() {
        cancelAlarm.run();
        cancelAlarm = () -> {};
        if (parts.line.size() == 0 || parts.slots.free() <= 0) return;
        blocks.next().ifPresent(wait -> cancelAlarm = parts.alarms.set(wait, this::ask));
    }

    private void failed(Throwable cause) {
        LOG.atWarn()
                .addKeyValue("destination", parts.name)
                .addKeyValue("cause", cause.getMessage())
                .log("limits.unreachable");
        asking = false;
        parts.line.dismissAll("the limits cannot be reached");
        wake.run();
    }
}
