package dev.spillway.ledger;

import dev.spillway.event.GatewayException;
import dev.spillway.ledger.SeenEvents.Claim;
import dev.spillway.ledger.SeenEvents.Standing;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Tells repeats that Redis' dedupe keys cannot tell any more. Belongs to the event loop of its feed.
 *
 * <p>A repeat is what another entry has done, and that is in {@code event_seen} as soon as the ledger's stream of its shard was
 * drained: a repeat is in the same shard. So a repeat of long ago waits until that stream is drained up to its own acceptance.
 * What another entry only claimed is none: that entry may be lost with the Redis it was in. If it is not, both run, one after
 * the other, to the same deliveries.
 * Where Redis was rolled back, an event of lately need not wait: what could tell of it was written before, and is either in
 * Postgres or lost with the rest.
 */
public final class OldEvents {
    private final LedgerFeed feed;
    private final SeenEvents seen;
    private final IntPredicate rolledBack;
    private final Duration oldAge;
    private final Clock clock;

    /**
     * @param rolledBack whether a shard's dedupe keys may have been lost
     * @param oldAge older events may have outlived their dedupe keys: {@code inbox.oldAge}
     */
    public OldEvents(LedgerFeed feed, SeenEvents seen, IntPredicate rolledBack, Duration oldAge, Clock clock) {
        this.feed = feed;
        this.seen = seen;
        this.rolledBack = rolledBack;
        this.oldAge = oldAge;
        this.clock = clock;
    }

    /**
     * Whether an event must be asked about before it runs. True also for one that has waited for so long that a repeat of it
     * may have been accepted behind it.
     *
     * @param stampedOld whether it was marked old when it was accepted
     */
    public boolean mustAsk(int shard, boolean stampedOld, Instant acceptedAt) {
        return stampedOld || rolledBack.test(shard) || acceptedAt.plus(oldAge).isBefore(clock.instant());
    }

    /**
     * Claims events of one shard for their entries and tells which of them another entry has done. May be asked again.
     *
     * @return one answer a claim, in order; fails with {@code UNAVAILABLE} while it cannot be told: ask again later
     */
    public Future<List<Boolean>> areRepeats(int shard, List<Claim> claims) {
        return claims.stream()
                .filter(this::outlivedItsKey)
                .map(Claim::acceptedAt)
                .max(Comparator.naturalOrder())
                .map(upTo -> feed.drained(shard, upTo))
                .orElseGet(() -> Future.succeededFuture(true))
                .compose(drained -> drained ? seen.claim(claims) : behind())
                .map(standings -> repeats(claims, standings));
    }

    /** Kinds without a time keep their keys longer than anybody repeats them. */
    private boolean outlivedItsKey(Claim claim) {
        var occurredAt = claim.occurredAt();
        return occurredAt != null && occurredAt.isBefore(claim.acceptedAt().minus(oldAge));
    }

    private static <T> Future<T> behind() {
        return Future.failedFuture(new GatewayException(
                GatewayException.Kind.UNAVAILABLE, "the ledger has not come as far as this event yet"));
    }

    private static List<Boolean> repeats(List<Claim> claims, List<Standing> standings) {
        return IntStream.range(0, claims.size())
                .mapToObj(i -> isRepeat(claims.get(i), standings.get(i)))
                .toList();
    }

    /** The entry that did it runs again when it is there again: what it led to may be lost, and leads to the same deliveries. */
    private static boolean isRepeat(Claim claim, Standing standing) {
        return standing.done() && !standing.entryId().equals(claim.entryId());
    }
}
