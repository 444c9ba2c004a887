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
            select c.event_id, s.entry_id, s.done
            from unnest($1::uuid[], $2::date[]) as c(event_id, day), lateral (
                select entry_id, done from event_seen e where e.event_id = c.event_id and e.day = c.day limit 1) s
            union all
            select c.event_id, s.entry_id, s.done
            from unnest($3::uuid[]) as c(event_id), lateral (
                select entry_id, done from event_seen e where e.event_id = c.event_id
                order by done desc, accepted_at, entry_id limit 1) s""";

    private final Pool pool;
    private final Partitions partitions;
    private final Questions<Claim, Standing> questions;

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
    public Future<List<Standing>> claim(List<Claim> claims) {
        return questions.ask(claims);
    }

    private Future<List<Standing>> claimAll(List<Claim> claims) {
        var firsts = firsts(claims);
        var days = firsts.stream().map(LedgerTables::day).toList();
        return partitions
                .ensure(pool, Partitions.SEEN, days)
                .compose(made -> pool.preparedQuery(Insert.CLAIMED).execute(Insert.seen(firsts)))
                .compose(inserted -> pool.preparedQuery(STANDING).execute(standing(firsts)))
                .map(PostgresSeen::standings)
                .map(standings -> answers(claims, standings));
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

    private static Map<UUID, Standing> standings(RowSet<Row> rows) {
        var standings = new HashMap<UUID, Standing>();
        for (var row : rows) standings.put(row.getUUID(0), new Standing(row.getString(1), row.getBoolean(2)));
        return standings;
    }

    private static List<Standing> answers(List<Claim> claims, Map<UUID, Standing> standings) {
        return claims.stream().map(claim -> standing(claim, standings)).toList();
    }

    private static Standing standing(Claim claim, Map<UUID, Standing> standings) {
        var standing = standings.get(Insert.uuid(claim.event()));
        if (standing != null) return standing;
        throw new GatewayException(GatewayException.Kind.UNAVAILABLE, "a day of event_seen was dropped meanwhile");
    }
}
