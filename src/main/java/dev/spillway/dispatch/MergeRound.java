package dev.spillway.dispatch;

import dev.spillway.inbox.InboxReader;
import dev.spillway.inbox.Overflow;
import dev.spillway.inbox.OverflowRow;
import dev.spillway.inbox.Page;
import dev.spillway.inbox.Position;
import dev.spillway.inbox.RowPlace;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads some of the rows and of the entries of shards, for one go on. Rows first, so that all their contacts had accepted before
 * is among the entries; then the entries; then what there is beside those rows, which may be earlier than an entry. Used once.
 */
final class MergeRound {
    private final List<ShardInbox> inboxes;
    private final Map<Integer, Integer> generations = new HashMap<>();
    private final int each;
    private List<OverflowRow> rows = List.of();
    private List<Page> pages = List.of();
    private List<RowPlace> left = List.of();

    /** What was found of a shard; whoever is left out of the rows is not before {@code left}. */
    record Found(List<OverflowRow> rows, Page page, List<RowPlace> left) {}

    /** @param each so many rows of each shard, and as many entries */
    MergeRound(List<ShardInbox> inboxes, int each) {
        this.inboxes = inboxes;
        this.each = each;
        inboxes.forEach(inbox -> generations.put(inbox.shard(), inbox.generation()));
    }

    /** Completes with itself when all has been read. */
    Future<MergeRound> read(Overflow overflow, InboxReader reader) {
        return overflow.read(shards(), inHand(), each)
                .onSuccess(found -> rows = found)
                .compose(found -> reader.readNow(cursors(), each))
                .onSuccess(found -> pages = found)
                .compose(found -> overflow.earliest(shards(), inHand(), each))
                .onSuccess(found -> left = found)
                .map(this);
    }

    private List<Integer> shards() {
        return List.copyOf(generations.keySet());
    }

    private Map<Integer, Position> cursors() {
        return inboxes.stream().collect(Collectors.toMap(ShardInbox::shard, ShardInbox::cursor));
    }

    private Set<Long> inHand() {
        var all = new HashSet<Long>();
        inboxes.forEach(inbox -> all.addAll(inbox.queue().rows()));
        rows.forEach(row -> all.add(row.number()));
        return all;
    }

    /** When the first of them was accepted; empty if nothing has been found. */
    Optional<Instant> firstAccepted() {
        var entries = pages.stream().flatMap(page -> page.firstAccepted().stream());
        return Stream.concat(rows.stream().map(OverflowRow::acceptedAt), entries)
                .min(Comparator.naturalOrder());
    }

    /**
     * Puts what was found into the queues of the shards that have been read without a break since the round began.
     *
     * @return how many events that were
     */
    int merge(Sequence sequence) {
        var begun = 0;
        var rowsOf = by(rows, OverflowRow::shard);
        var pageOf = by(pages, Page::shard);
        var leftOf = by(left, RowPlace::shard);
        for (var inbox : inboxes) {
            var shard = inbox.shard();
            if (!inbox.isOpenIn(generations.getOrDefault(shard, -1))) continue;
            var page = of(pageOf, shard).stream().findFirst().orElseGet(() -> nothing(inbox));
            begun += sequence.take(inbox, new Found(of(rowsOf, shard), page, of(leftOf, shard)));
        }
        return begun;
    }

    private static <T> Map<Integer, List<T>> by(Collection<T> all, Function<T, Integer> shard) {
        return all.stream().collect(Collectors.groupingBy(shard));
    }

    private static <T> List<T> of(Map<Integer, List<T>> all, int shard) {
        return all.getOrDefault(shard, List.of());
    }

    private static Page nothing(ShardInbox inbox) {
        return new Page(inbox.shard(), List.of(), List.of(), inbox.cursor(), false);
    }
}
