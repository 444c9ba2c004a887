package dev.spillway.dispatch;

import dev.spillway.event.Event;
import dev.spillway.event.GatewayException;
import dev.spillway.event.Payload;
import dev.spillway.inbox.EventCodec;
import dev.spillway.inbox.Overflow;
import dev.spillway.inbox.OverflowRow;
import dev.spillway.inbox.RowPlace;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The overflow inbox in memory. */
final class FakeOverflow implements Overflow {
    private final List<OverflowRow> rows = new ArrayList<>();
    private boolean away;
    private Runnable afterRead = () -> {};
    private long number;

    synchronized void add(Event event, Instant acceptedAt) {
        var stored = Payload.of(EventCodec.encode(event));
        rows.add(new OverflowRow(++number, event.shard(), acceptedAt, stored));
    }

    /** Something happens right after the next look at the rows. */
    synchronized void afterRead(Runnable what) {
        afterRead = what;
    }

    synchronized void away(boolean now) {
        away = now;
    }

    synchronized int size() {
        return rows.size();
    }

    private <T> Future<T> unlessAway(T answer) {
        return away
                ? Future.failedFuture(new GatewayException(GatewayException.Kind.UNAVAILABLE, "away"))
                : Future.succeededFuture(answer);
    }

    @Override
    public synchronized Future<Set<Integer>> waiting(Collection<Integer> shards) {
        return unlessAway(
                rows.stream().map(OverflowRow::shard).filter(shards::contains).collect(Collectors.toSet()));
    }

    @Override
    public synchronized Future<List<OverflowRow>> read(
            Collection<Integer> shards, Collection<Long> except, int eachMax) {
        var found =
                shards.stream().flatMap(shard -> first(shard, except, eachMax)).toList();
        var after = afterRead;
        afterRead = () -> {};
        after.run();
        return unlessAway(found);
    }

    private Stream<OverflowRow> first(int shard, Collection<Long> except, int max) {
        return rows.stream()
                .filter(row -> row.shard() == shard && !except.contains(row.number()))
                .limit(max);
    }

    @Override
    public synchronized Future<List<RowPlace>> earliest(
            Collection<Integer> shards, Collection<Long> except, int eachMax) {
        return unlessAway(shards.stream()
                .flatMap(shard -> first(shard, except, eachMax)
                        .map(OverflowRow::place)
                        .min(Comparator.comparing(RowPlace::acceptedAt).thenComparing(RowPlace::number))
                        .stream())
                .toList());
    }

    @Override
    public synchronized Future<Void> remove(List<OverflowRow> gone) {
        if (!away) rows.removeAll(gone);
        return unlessAway(gone).mapEmpty();
    }
}
