package dev.spillway.ledger;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The past of deliveries, read from what the ledger holds of them. Questions that come while a statement is under way share
 * the next one.
 *
 * <pre>
 *   ENDED  an attempt with verdict done; a status of it, or a message that it became; a dead letter nobody puts back
 *   TRIED  any other attempt; or it was queued before Redis last lost something: then nobody knows what was tried since
 * </pre>
 *
 * What never came here cannot be told: the rows that a rolled back Redis still had in the ledger's stream.
 */
public final class PostgresPast implements PastDeliveries {
    /** $1 delivery ids. One index scan a partition for all of them: the day is not known. */
    private static final String PAST = """
            select delivery_id,
                bool_or(kind = 'status' or (kind = 'attempt' and detail ->> 'verdict' = 'done')) as ended
            from ledger
            where delivery_id = any($1::text[])
                and (kind in ('status', 'attempt')
                    or (kind = 'queued' and at <= (select max(since) from redis_rollback)))
            group by delivery_id
            union all
            select delivery_id, true from message where delivery_id = any($1::text[])
            union all
            select id, true from dead_letter where id = any($1::text[])
                and state <> 'redriven' and redriving is distinct from at""";

    private final Pool pool;
    private final Questions<String, Optional<Past>> questions;

    /** @param timeout after it a statement counts as failed */
    public PostgresPast(Vertx vertx, Pool pool, Duration timeout, MemoryMetrics metrics) {
        this.pool = pool;
        this.questions = new Questions<>(vertx, timeout, this::all, metrics.about("delivery"));
    }

    @Override
    public Future<Map<String, Past>> of(Collection<String> deliveryIds) {
        var ids = List.copyOf(deliveryIds);
        return questions.ask(ids).map(pasts -> known(ids, pasts));
    }

    private Future<List<Optional<Past>>> all(List<String> ids) {
        return pool.preparedQuery(PAST)
                .execute(Tuple.of((Object) ids.toArray(String[]::new)))
                .map(PostgresPast::pasts)
                .map(pasts -> ids.stream()
                        .map(id -> Optional.ofNullable(pasts.get(id)))
                        .toList());
    }

    private static Map<String, Past> pasts(RowSet<Row> rows) {
        var pasts = new HashMap<String, Past>();
        for (var row : rows) {
            var past = row.getBoolean(1) ? Past.ENDED : Past.TRIED;
            pasts.merge(row.getString(0), past, (one, other) -> one == Past.ENDED ? one : other);
        }
        return pasts;
    }

    private static Map<String, Past> known(List<String> ids, List<Optional<Past>> pasts) {
        var known = new HashMap<String, Past>();
        for (var i = 0; i < ids.size(); i++) {
            var id = ids.get(i);
            pasts.get(i).ifPresent(past -> known.put(id, past));
        }
        return known;
    }
}
