package dev.spillway.dispatch;

import dev.spillway.event.Event;
import dev.spillway.inbox.Entry;
import dev.spillway.inbox.EventCodec;
import dev.spillway.inbox.OverflowRow;
import dev.spillway.inbox.Page;
import dev.spillway.inbox.Position;
import dev.spillway.inbox.RowPlace;
import dev.spillway.inbox.Watermarks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Makes one sequence, by the time of acceptance, of what was read of a shard's inbox in Redis and of its rows in the overflow
 * inbox. Belongs to one event loop.
 */
final class Sequence {
    /** Sets rows apart from entries of the same millisecond, behind them. */
    private static final long ROW = 1L << 62;

    private final Burial burial;
    private final Removals removals;
    private final Watermarks watermarks;
    private final Duration oldAge;

    Sequence(Burial burial, Removals removals, Watermarks watermarks, Duration oldAge) {
        this.burial = burial;
        this.removals = removals;
        this.watermarks = watermarks;
        this.oldAge = oldAge;
    }

    /** Takes a whole page of a shard that has no rows. */
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

    /**
     * Takes what is known to be next; what may be behind something that was not read is read again.
     *
     * @return how much it was
     */
    int take(ShardInbox inbox, MergeRound.Found found) {
        var page = found.page();
        watermarks.read(page.entries()); // a Redis that later knows only earlier ones has lost something
        inbox.overflowing(!found.left().isEmpty());
        var horizon = horizon(found);
        var works = new ArrayList<Work>();
        found.rows().stream()
                .filter(row -> !position(row.place()).isAfter(horizon))
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
        var isCut = works.size() < found.rows().size() + page.entries().size();
        if (isCut) inbox.overflowing(true);
        works.sort(Comparator.comparing(Work::position));
        works.forEach(inbox.queue()::offer);
        inbox.passed(isCut || page.full());
        return works.size();
    }

    /** Up to where both sides are known: what is behind the end of a full page, or behind a row not read, is not. */
    private static Position horizon(MergeRound.Found found) {
        var end = new Position(Long.MAX_VALUE, -1);
        if (found.page().full()) end = found.page().last();
        for (var row : found.left()) if (end.isAfter(position(row))) end = position(row);
        // Clocks may disagree with the order of rows: the earliest of all goes in any case.
        return end.max(first(found, end));
    }

    private static Position first(MergeRound.Found found, Position otherwise) {
        return Stream.concat(
                        found.rows().stream().map(OverflowRow::place).map(Sequence::position),
                        found.page().entries().stream().map(Entry::position))
                .min(Comparator.naturalOrder())
                .orElse(otherwise);
    }

    private static Position position(RowPlace row) {
        return new Position(row.acceptedAt().toEpochMilli(), ROW + row.number());
    }

    private void read(ShardInbox inbox, OverflowRow row, Consumer<Work> into) {
        var position = position(row.place());
        try {
            var event = EventCodec.decode(row.shard(), row.stored().bytes());
            into.accept(Work.ofOverflow(new Entry(position, event, isOld(event, row)), row));
        } catch (IllegalArgumentException e) {
            inbox.queue().rowAside(row);
            burial.bury(row.shard(), Work.From.OVERFLOW, position.text(), row.stored())
                    .onSuccess(done -> removals.add(inbox.queue(), row));
        }
    }

    private boolean isOld(Event event, OverflowRow row) {
        var occurredAt = event.occurredAt();
        return occurredAt != null && occurredAt.isBefore(row.acceptedAt().minus(oldAge));
    }
}
