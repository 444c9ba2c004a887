package dev.spillway.dispatch;

import dev.spillway.inbox.InboxReader;
import dev.spillway.inbox.Page;
import dev.spillway.inbox.Position;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the inboxes of this node's shards, one read at a time, as long as there is room. Before a page is run
 * Postgres is asked whether earlier events of its shards wait in the overflow: whoever wrote an event into the overflow was
 * answered before the sender's next event came, so asking after the read is early enough. Belongs to one event loop.
 */
final class Reading {
    private static final long AGAIN_MS = 200;

    private final Vertx vertx;
    private final InboxReader reader;
    private final Merging merging;
    private final Sequence sequence;
    private final InFlight inFlight;
    private final Pace pace;
    private final int eachMax;
    private final Clock clock;
    private final OwnInboxes inboxes;
    private boolean reading;
    private boolean stopped;

    /** What it reads with. */
    record Parts(
            Vertx vertx,
            InboxReader reader,
            Merging merging,
            Sequence sequence,
            InFlight inFlight,
            Pace pace,
            int eachMax,
            Clock clock) {}

    Reading(Parts parts, OwnInboxes inboxes) {
        this.vertx = parts.vertx;
        this.reader = parts.reader;
        this.merging = parts.merging;
        this.sequence = parts.sequence;
        this.inFlight = parts.inFlight;
        this.pace = parts.pace;
        this.eachMax = parts.eachMax;
        this.clock = parts.clock;
        this.inboxes = inboxes;
    }

    void stop() {
        stopped = true;
    }

    /** Asks for more wherever there is room and nobody asks already. */
    void read() {
        if (stopped || inFlight.room() <= 0) return;
        merging.mergeAll(inboxes.all(), inFlight, this::read);
        var open = inboxes.all().stream()
                .filter(inbox -> inbox.stage() == ShardInbox.Stage.OPEN && !inbox.isOverflowing())
                .toList();
        if (!reading && !open.isEmpty() && pace.left() > 0) readOf(open);
    }

    private void readOf(List<ShardInbox> group) {
        var after = new HashMap<Integer, Position>();
        var generations = new HashMap<Integer, Integer>();
        reading = true;
        for (var inbox : group) {
            after.put(inbox.shard(), inbox.cursor());
            generations.put(inbox.shard(), inbox.generation());
        }
        var room = Math.min(inFlight.room(), pace.left());
        reader.read(after, Math.max(1, Math.min(eachMax, room / group.size())))
                .compose(this::withOverflow)
                .onSuccess(found -> arrived(found, generations))
                .onComplete(done -> reading = false)
                .onSuccess(found -> read())
                .onFailure(cause -> vertx.setTimer(AGAIN_MS, fired -> read()));
    }

    private record Found(List<Page> pages, Set<Integer> overflowing) {}

    private Future<Found> withOverflow(List<Page> pages) {
        var shards = pages.stream().map(Page::shard).toList();
        if (shards.isEmpty()) return Future.succeededFuture(new Found(pages, Set.of()));
        return merging.overflowing(shards).map(overflowing -> new Found(pages, overflowing));
    }

    private void arrived(Found found, Map<Integer, Integer> generations) {
        pace.begun(
                found.pages().stream().mapToInt(page -> page.entries().size()).sum(),
                found.pages().stream()
                        .flatMap(page -> page.firstAccepted().stream())
                        .min(Comparator.naturalOrder()),
                clock.instant());
        var silent = new HashSet<>(generations.keySet());
        found.pages().forEach(page -> silent.remove(page.shard()));
        silent.forEach(shard -> ended(shard, generations.getOrDefault(shard, -1)));
        for (var page : found.pages()) {
            var inbox = inboxes.of(page.shard());
            if (inbox == null || !inbox.isOf(page, generations.getOrDefault(page.shard(), -1))) continue;
            // The page is read again together with the rows: they are one sequence.
            if (found.overflowing().contains(page.shard())) inbox.overflowing(true);
            else sequence.take(inbox, page);
        }
    }

    private void ended(int shard, int askedIn) {
        var inbox = inboxes.of(shard);
        if (inbox != null && inbox.isOpenIn(askedIn)) inbox.passed(false);
    }
}
