package dev.spillway.dispatch;

import dev.spillway.inbox.InboxReader;
import dev.spillway.inbox.Overflow;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which shards have rows in the overflow inbox, and goes on with them as far as there is room: in rounds of many shards,
 * since a round takes three questions, whatever it brings. Belongs to one event loop.
 */
final class Merging {
    private static final Logger LOG = LoggerFactory.getLogger(Merging.class);
    private static final int EACH_MAX = 100;

    /** A round takes three questions, whatever it brings: while one is under way, a smaller one is not worth them. */
    private static final int ROUND_MIN = 64;

    /** So many of each shard, rather than fewer of more shards. One such page always goes, unless webhooks go first: runs that hang may keep the rest for long. */
    private static final int LITTLE = 8;

    private static final long POLL_MS = 250;

    /** A Postgres that was heard of so lately is not away. */
    private static final long HICCUP_NANOS = 1_000_000_000;

    private final Vertx vertx;
    private final InboxReader reader;
    private final Overflow overflow;
    private final Sequence sequence;
    private final Pace pace;
    private final BooleanSupplier trusted;
    private final Duration uncertainMax;
    private final Clock clock;
    private int next;
    private long toldNanos = System.nanoTime() - HICCUP_NANOS;

    /** What it reads, and the bounds. */
    record Parts(
            Vertx vertx,
            InboxReader reader,
            Overflow overflow,
            Sequence sequence,
            Pace pace,
            BooleanSupplier trusted,
            Duration uncertainMax,
            Clock clock) {}

    Merging(Parts parts) {
        this.vertx = parts.vertx;
        this.reader = parts.reader;
        this.overflow = parts.overflow;
        this.sequence = parts.sequence;
        this.pace = parts.pace;
        this.trusted = parts.trusted;
        this.uncertainMax = parts.uncertainMax;
        this.clock = parts.clock;
    }

    /** Begins to look for rows in the overflow, time and again. */
    void start(Collection<ShardInbox> inboxes, Runnable found) {
        vertx.setTimer(POLL_MS, fired -> poll(inboxes, found).onComplete(done -> start(inboxes, found)));
    }

    /** Looks once. Afterwards shards whose events could not be run for uncertainty are open. */
    Future<Void> poll(Collection<ShardInbox> inboxes, Runnable found) {
        var asked = inboxes.stream()
                .filter(inbox -> inbox.stage() == ShardInbox.Stage.UNCERTAIN || inbox.stage() == ShardInbox.Stage.OPEN)
                .map(inbox -> new Asked(inbox, inbox.generation()))
                .toList();
        if (asked.isEmpty()) return Future.succeededFuture();
        return overflow.waiting(asked.stream().map(each -> each.inbox.shard()).toList())
                .onSuccess(waiting -> toldNanos = System.nanoTime())
                .onSuccess(waiting -> asked.forEach(each -> each.told(waiting)))
                .onFailure(cause -> asked.forEach(this::untold))
                .<Void>mapEmpty()
                .otherwiseEmpty()
                .onComplete(done -> found.run());
    }

    private record Asked(ShardInbox inbox, int generation) {
        void told(Set<Integer> waiting) {
            if (inbox.generation() != generation) return;
            inbox.overflowing(waiting.contains(inbox.shard()));
            inbox.open();
        }
    }

    /** Postgres is away: nothing stops for long, though a row in it may be run behind its successors. */
    private void untold(Asked asked) {
        var inbox = asked.inbox;
        if (inbox.stage() != ShardInbox.Stage.UNCERTAIN || !isTooLong(inbox)) return;
        giveUp(inbox);
        inbox.open();
    }

    private boolean isTooLong(ShardInbox inbox) {
        return inbox.unknownNanos() > uncertainMax.toNanos();
    }

    private static void giveUp(ShardInbox inbox) {
        LOG.atWarn().addKeyValue("shard", inbox.shard()).log("shard.overflowUnknown");
        inbox.overflowing(false);
    }

    /** Which of these shards hold rows; none, as far as anybody can tell, while Postgres is away. */
    Future<Set<Integer>> overflowing(List<Integer> shards) {
        return overflow.waiting(shards)
                .onSuccess(told -> toldNanos = System.nanoTime())
                .recover(cause -> isHiccup() ? Future.failedFuture(cause) : Future.succeededFuture(Set.of()));
    }

    /** One question that got no answer says nothing; it is asked again. */
    private boolean isHiccup() {
        return System.nanoTime() - toldNanos < HICCUP_NANOS;
    }

    /** Goes on with the shards that have rows in the overflow, as far as there is room. */
    void mergeAll(Collection<ShardInbox> inboxes, InFlight inFlight, Runnable then) {
        if (!trusted.getAsBoolean() || share(inFlight) == 0) return; // rows are safer where they are
        var due = inboxes.stream()
                .filter(Merging::isDue)
                .sorted(Comparator.comparingInt(this::turn))
                .toList();
        while (!due.isEmpty() && share(inFlight) > 0) {
            var share = share(inFlight);
            var shards = Math.min(due.size(), reader.readsTogether() ? Math.max(1, share / LITTLE) : 1);
            var each = Math.max(LITTLE, Math.min(EACH_MAX, share / shards));
            merge(due.subList(0, shards), each, inFlight, then);
            due = due.subList(shards, due.size());
        }
    }

    /** In turn, for there may not be room for all. */
    private int turn(ShardInbox inbox) {
        return inbox.shard() - next + (inbox.shard() < next ? Integer.MAX_VALUE / 2 : 0);
    }

    private static boolean isDue(ShardInbox inbox) {
        return inbox.stage() == ShardInbox.Stage.OPEN && inbox.isOverflowing() && !inbox.isReading();
    }

    /**
     * So many rows, and as many entries; 0 if it is better to wait for others that were asked for, or if webhooks are to be answered first.
     * What was asked for counts as begun: nobody knows before how much it brings.
     */
    private int share(InFlight inFlight) {
        if (pace.left() <= 0) return 0;
        var fair = Math.min(inFlight.room(), pace.left() - inFlight.asked()) / 2;
        var worthIt = pace.isLimited() ? LITTLE : ROUND_MIN;
        return inFlight.asked() > 0 && fair < worthIt ? 0 : Math.max(LITTLE, fair);
    }

    private void merge(List<ShardInbox> inboxes, int each, InFlight inFlight, Runnable then) {
        next = inboxes.get(inboxes.size() - 1).shard() + 1;
        var events = 2 * each * inboxes.size();
        inFlight.asked(events);
        inboxes.forEach(inbox -> inbox.reading(true));
        new MergeRound(inboxes, each)
                .read(overflow, reader)
                .onSuccess(round -> pace.begun(round.merge(sequence), round.firstAccepted(), clock.instant()))
                .onComplete(done -> inboxes.forEach(inbox -> inbox.reading(false)))
                .onComplete(done -> inFlight.told(events))
                .onSuccess(done -> then.run())
                .onFailure(cause -> notMerged(inboxes, then));
    }

    private void notMerged(List<ShardInbox> inboxes, Runnable then) {
        inboxes.stream().filter(this::isTooLong).forEach(Merging::giveUp);
        vertx.setTimer(POLL_MS, fired -> then.run());
    }
}
