package dev.spillway.ledger;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * The days of the partitioned tables: made before they are needed, and for any day a row needs from {@value #BACK_DAYS} days
 * ago to {@value #AHEAD_DAYS} ahead; rows of other days live in the default partition. Days of UTC. Used on one event loop.
 */
final class Partitions {
    static final String LEDGER = "ledger";
    static final String SEEN = "event_seen";
    /** Synchronised chat history reaches half a year back. */
    static final int BACK_DAYS = 400;

    static final int AHEAD_DAYS = 2;

    private static final String ENSURE =
            "select spillway_ensure_day($1, wanted) from unnest($2::date[]) wanted order by wanted";
    private static final String DROP = "select spillway_drop_days($1, $2, $3)";

    private final Clock clock;
    private final LedgerSettings settings;
    private final Set<String> known = new HashSet<>();

    Partitions(Clock clock, LedgerSettings settings) {
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * Makes those days of a table that are in range and not known to be there. While somebody keeps the table locked (a
     * backup, say) it succeeds without: the default partition takes the rows, and the next try moves them.
     */
    Future<Void> ensure(SqlClient client, String table, Collection<LocalDate> days) {
        var missing = days.stream()
                .distinct()
                .filter(this::inRange)
                .filter(day -> !known.contains(table + day))
                .toList();
        if (missing.isEmpty()) return Future.succeededFuture();
        return client.preparedQuery(ENSURE)
                .execute(Tuple.tuple().addString(table).addArrayOfLocalDate(missing.toArray(LocalDate[]::new)))
                .onSuccess(made -> missing.forEach(day -> known.add(table + day)))
                .<Void>mapEmpty()
                .recover(cause -> Failures.isLocked(cause) ? Future.succeededFuture() : Future.failedFuture(cause));
    }

    /** Makes today and the days ahead. */
    Future<Void> makeAhead(SqlClient client) {
        known.clear(); // A day dropped meanwhile is made again when a row needs it.
        var days = today().datesUntil(today().plusDays(AHEAD_DAYS + 1)).toList();
        return ensure(client, LEDGER, days).compose(made -> ensure(client, SEEN, days));
    }

    /** Drops days that are past their time. */
    Future<Void> drop(SqlClient client) {
        return drop(client, LEDGER, settings.ledgerDays(), "day")
                // An event of long ago may have come yesterday, and may come again.
                .compose(dropped -> drop(client, SEEN, settings.seenDays(), "accepted_at"));
    }

    private Future<Void> drop(SqlClient client, String table, int days, String fresh) {
        var parameters = Tuple.of(table, today().minusDays(days), fresh);
        return client.preparedQuery(DROP).execute(parameters).mapEmpty();
    }

    /** Deletes what no partition holds and is past its time. */
    Future<Void> delete(SqlClient client) {
        var kept = Tuple.of(midnight(settings.ledgerDays()));
        return client.preparedQuery("delete from ledger_default where at < $1")
                .execute(kept)
                .compose(d -> client.preparedQuery("delete from message where at < $1")
                        .execute(kept))
                .compose(d -> client.preparedQuery("delete from ledger_unreadable where at < $1")
                        .execute(kept))
                .compose(d -> client.preparedQuery("delete from event_seen_default where accepted_at < $1")
                        .execute(Tuple.of(midnight(settings.seenDays()))))
                .mapEmpty();
    }

    private OffsetDateTime midnight(int daysAgo) {
        return today().minusDays(daysAgo).atStartOfDay().atOffset(ZoneOffset.UTC);
    }

    private boolean inRange(LocalDate day) {
        return !day.isBefore(today().minusDays(BACK_DAYS)) && !day.isAfter(today().plusDays(AHEAD_DAYS));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
