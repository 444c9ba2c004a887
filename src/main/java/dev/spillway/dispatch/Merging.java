package dev.spillway.dispatch;

import dev.spillway.event.Event;
import dev.spillway.inbox.Entry;
import dev.spillway.inbox.EventCodec;
import dev.spillway.inbox.InboxReader;
import dev.spillway.inbox.Overflow;
import dev.spillway.inbox.OverflowRow;
import dev.spillway.inbox.Page;
import dev.spillway.inbox.Position;
import dev.spillway.inbox.Watermarks;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one sequence, by the time of acceptance, of a shard's inbox in Redis and of its rows in the overflow inbox. Belongs to one
 * event loop.
 */
final class Merging {
    private static final Logger LOG = LoggerFactory.getLogger(Merging.class);
    private static final int EACH_MAX = 100;

    /** A page takes three questions, whatever it brings: several smaller ones side by side are not worth them. */
    private static final int EACH_MIN = 16;

    /** One page always goes, if there is any room at all: runs that hang may keep the rest for long. */
    private static final int LITTLE = 8;

    private static final long POLL_MS = 250;

    /** A Postgres that was heard of so lately is not away. */
    private static final long HICCUP_NANOS = 1_000_000_000;

    /** Sets rows apart from entries of the same millisecond, behind them. */
    private static final long ROW = 1L << 62;

    private final Vertx vertx;
    private final InboxReader reader;
    private final Overflow overflow;
    private final Burial burial;
    private final Removals removals;
    private final Watermarks watermarks;
    private final BooleanSupplier trusted;
    private final Duration oldAge;
    private final Duration uncertainMax;
    private int next;
    private long toldNanos = System.nanoTime() - HICCUP_NANOS;

    /** What it reads, and the bounds. */
    record Parts(
            Vertx vertx,
            InboxReader reader,
            Overflow overflow,
            Burial burial,
            Removals removals,
            Watermarks watermarks,
            BooleanSupplier trusted,
            Duration oldAge,
            Duration uncertainMax) {}

    Merging(Parts parts) {
        this.vertx = parts.vertx;
        this.reader = parts.reader;
        this.overflow = parts.overflow;
        this.burial = parts.burial;
        this.removals = parts.removals;
        this.watermarks = parts.watermarks;
        this.trusted = parts.trusted;
        this.oldAge = parts.oldAge;
        this.uncertainMax = parts.uncertainMax;
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

    /** Takes a whole page. */
    void take(ShardInbox inbox, Page page) {
        inbox.readUpTo(page.last());
        page.unreadable().forEach(each -> bury(inbox, each));
        watermarks.read(page.entries()); // a Redis that later knows only earlier ones has lost something
        page.entries().forEach(entry -> inbox.queue().offer(Work.ofInbox(entry)));
        inbox.passed(page.full());
    }

    private void bury(ShardInbox inbox, Page.Unreadable each) {
        burial.bury(inbox.shard(), Work.From.INBOX, each.position().text(), each.stored());
    }

    /** Goes on with the shards that have rows in the overflow, as far as there is room. */
    void mergeAll(Collection<ShardInbox> inboxes, InFlight inFlight, Runnable then) {
        if (!trusted.getAsBoolean() || each(inFlight) == 0) return; // rows are safer where they are
        var due = inboxes.stream()
                .filter(Merging::isDue)
                .sorted(Comparator.comparingInt(this::turn))
                .toList();
        due.forEach(inbox -> merge(inbox, inFlight, then));
    }

    /** In turn, for there may not be room for all. */
    private int turn(ShardInbox inbox) {
        return inbox.shard() - next + (inbox.shard() < next ? Integer.MAX_VALUE / 2 : 0);
    }

    private void merge(ShardInbox inbox, InFlight inFlight, Runnable then) {
        var each = each(inFlight);
        if (each == 0) return;
        next = inbox.shard() + 1;
        inFlight.asked(2 * each);
        merge(inbox, each, then, () -> inFlight.told(2 * each));
    }

    /** So many rows, and as many entries; 0 if it is better to wait for others that were asked for. */
    private static int each(InFlight inFlight) {
        var fair = Math.min(EACH_MAX, inFlight.room() / 2);
        if (fair >= EACH_MIN) return fair;
        return inFlight.isAsked() ? 0 : LITTLE;
    }

    private static boolean isDue(ShardInbox inbox) {
        return inbox.stage() == ShardInbox.Stage.OPEN && inbox.isOverflowing() && !inbox.isReading();
    }

    private void merge(ShardInbox inbox, int max, Runnable then, Runnable told) {
        var generation = inbox.generation();
        inbox.reading(true);
        overflow.read(inbox.shard(), inbox.queue().rows(), max)
                .compose(rows ->
                        reader.readNow(inbox.shard(), inbox.cursor(), max).map(page -> new Both(rows, page)))
                .compose(both -> overflow.read(inbox.shard(), inHand(inbox, both), max)
                        .onSuccess(left -> merged(inbox, generation, both, left)))
                .onComplete(done -> inbox.reading(false))
                .onComplete(done -> told.run())
                .onSuccess(done -> then.run())
                .onFailure(cause -> notMerged(inbox, then));
    }

    private void notMerged(ShardInbox inbox, Runnable then) {
        if (isTooLong(inbox)) giveUp(inbox);
        vertx.setTimer(POLL_MS, fired -> then.run());
    }

    private record Both(List<OverflowRow> rows, Page page) {}

    private static Set<Long> inHand(ShardInbox inbox, Both both) {
        var all = inbox.queue().rows();
        both.rows.forEach(row -> all.add(row.number()));
        return all;
    }

    /** @param left rows that did not fit, or came after the page was read: what is behind them has to wait */
    private void merged(ShardInbox inbox, int generation, Both both, List<OverflowRow> left) {
        var page = both.page;
        if (!inbox.isOf(page, generation)) return;
        watermarks.read(page.entries()); // a Redis that later knows only earlier ones has lost something
        inbox.overflowing(!left.isEmpty());
        var horizon = horizon(both, left);
        var works = new ArrayList<Work>();
        both.rows.stream()
                .filter(row -> position(row).compareTo(horizon) <= 0)
                .forEach(row -> read(inbox, row, works::add));
        var last = Position.START;
        for (var entry : page.entries()) {
            if (entry.position().compareTo(horizon) > 0) break;
            last = entry.position();
            works.add(Work.ofInbox(entry));
        }
        for (var each : page.unreadable()) {
            if (each.position().compareTo(horizon) > 0) continue;
            bury(inbox, each);
            if (each.position().compareTo(last) > 0) last = each.position();
        }
        inbox.readUpTo(last);
        var isCut = works.size() < both.rows.size() + page.entries().size();
        if (isCut) inbox.overflowing(true);
        works.sort(Comparator.comparing(Work::position));
        works.forEach(inbox.queue()::offer);
        inbox.passed(isCut || page.full());
    }

    /** Up to where both sides are known: what is behind the end of a full page, or behind a row not read, is not. */
    private static Position horizon(Both both, List<OverflowRow> left) {
        var end = new Position(Long.MAX_VALUE, -1);
        if (both.page.full()) end = both.page.last();
        for (var row : left) if (end.isAfter(position(row))) end = position(row);
        // Clocks may disagree with the order of rows: the earliest of all goes in any case.
        return end.max(first(both, end));
    }

    private static Position first(Both both, Position otherwise) {
        return Stream.concat(
                        both.rows.stream().map(Merging::position),
                        both.page.entries().stream().map(Entry::position))
                .min(Comparator.naturalOrder())
                .orElse(otherwise);
    }

    private static Position position(OverflowRow row) {
        return new Position(row.acceptedAt().toEpochMilli(), ROW + row.number());
    }

    private void read(ShardInbox inbox, OverflowRow row, Consumer<Work> into) {
        try {
            var event = EventCodec.decode(row.shard(), row.stored().bytes());
            into.accept(Work.ofOverflow(new Entry(position(row), event, isOld(event, row)), row));
        } catch (IllegalArgumentException e) {
            inbox.queue().rowAside(row);
            burial.bury(row.shard(), Work.From.OVERFLOW, position(row).text(), row.stored())
                    .onSuccess(done -> removals.add(inbox.queue(), row));
        }
    }

    private boolean isOld(Event event, OverflowRow row) {
        var occurredAt = event.occurredAt();
        return occurredAt != null && occurredAt.isBefore(row.acceptedAt().minus(oldAge));
    }
}
