package dev.spillway.ledger;

import dev.spillway.event.EventId;
import dev.spillway.event.GatewayException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Table {@code event_seen} as the memory of events. Claims that come while a statement is under way share the next one;
 * of two claims of one event the first has it, and for an event without a time of its own the one accepted first, on
 * whichever day.
 */
public final class PostgresSeen implements SeenEvents {
    /** After the insert, in a statement of its own: only a new one sees what another node has just written. */
    private static final String STANDING = """
            select c.event_id, s.entry_id
            from unnest($1::uuid[], $2::date[]) as c(event_id, day), lateral (
                select entry_id from event_seen e where e.event_id = c.event_id and e.day = c.day limit 1) s
            union all
            select c.event_id, s.entry_id
            from unnest($3::uuid[]) as c(event_id), lateral (
                select entry_id from event_seen e where e.event_id = c.event_id
                order by accepted_at, entry_id limit 1) s""";

    private final Pool pool;
    private final Partitions partitions;
    private final Questions<Claim, String> questions;

    /**
     * @param timeout after it a statement counts as failed
     * @param clock tells which days are worth a partition
     */
    public PostgresSeen(Vertx vertx, Pool pool, Duration timeout, Clock clock, MemoryMetrics metrics) {
        this.pool = pool;
        // Makes days only, so that it does not matter how long they are kept.
        this.partitions = new Partitions(clock, LedgerSettings.DEFAULT);
        this.questions = new Questions<>(vertx, timeout, this::claimAll, metrics.about("event"));
    }

    @Override
    public Future<List<String>> claim(List<Claim> claims) {
        return questions.ask(claims);
    }

    private Future<List<String>> claimAll(List<Claim> claims) {
        var firsts = firsts(claims);
        var days = firsts.stream().map(LedgerTables::day).toList();
        return partitions
                .ensure(pool, Partitions.SEEN, days)
                .compose(made -> pool.preparedQuery(Insert.SEEN).execute(Insert.seen(firsts)))
                .compose(inserted -> pool.preparedQuery(STANDING).execute(standing(firsts)))
                .map(PostgresSeen::entries)
                .map(entries -> answers(claims, entries));
    }

    private static Collection<LedgerEntry.Seen> firsts(List<Claim> claims) {
        var firsts = new LinkedHashMap<EventId, LedgerEntry.Seen>();
        for (var claim : claims) firsts.putIfAbsent(claim.event(), seen(claim));
        return firsts.values();
    }

    /** The same as comes by the ledger's stream. */
    private static LedgerEntry.Seen seen(Claim claim) {
        var occurredAt = claim.occurredAt();
        return new LedgerEntry.Seen(
                claim.event(),
                occurredAt == null ? null : EntryJson.within(occurredAt),
                claim.acceptedAt(),
                claim.entryId());
    }

    private static Tuple standing(Collection<LedgerEntry.Seen> firsts) {
        var stamped = firsts.stream().filter(one -> one.occurredAt() != null).toList();
        var others = firsts.stream().filter(one -> one.occurredAt() == null);
        return Tuple.tuple()
                .addArrayOfUUID(stamped.stream().map(PostgresSeen::id).toArray(UUID[]::new))
                .addArrayOfLocalDate(stamped.stream().map(LedgerTables::day).toArray(LocalDate[]::new))
                .addArrayOfUUID(others.map(PostgresSeen::id).toArray(UUID[]::new));
    }

    private static UUID id(LedgerEntry.Seen seen) {
        return Insert.uuid(seen.event());
    }

    private static Map<UUID, String> entries(RowSet<Row> rows) {
        var entries = new HashMap<UUID, String>();
        for (var row : rows) entries.put(row.getUUID(0), row.getString(1));
        return entries;
    }

    private static List<String> answers(List<Claim> claims, Map<UUID, String> entries) {
        return claims.stream().map(claim -> standing(claim, entries)).toList();
    }

    private static String standing(Claim claim, Map<UUID, String> entries) {
        var entry = entries.get(Insert.uuid(claim.event()));
        if (entry != null) return entry;
        throw new GatewayException(GatewayException.Kind.UNAVAILABLE, "a day of event_seen was dropped meanwhile");
    }
}
