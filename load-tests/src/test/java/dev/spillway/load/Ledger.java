package dev.spillway.load;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.function.LongConsumer;

/** The gateway's ledger in Postgres. Blocks. */
record Ledger(String url) {
    /**
     * Whatever a run led to names its event; that it was received may stand in the same row. Rows of no run: it failed and comes
     * again, it was given up, it went to another shard and is run there, another acceptance of it is run.
     */
    private static final String RUN = "select event_id from ledger where day >= ?::date and at >= ?"
            + " and kind not in ('retry', 'dead') and not (kind = 'rule' and (step = 'moved' or step like 'repeat.%'))";

    /** A delivery that is given up has an event that was run. */
    private static final String GIVEN_UP = "select event_id from ledger where day >= ?::date and at >= ?"
            + " and kind = 'dead' and delivery_id is null";

    private static final int FETCH = 10_000;

    /** Fails unless it is there and can be read. */
    void look() throws SQLException {
        givenUp(Instant.now(), id -> {});
    }

    /** The first halves of the ids of all events that were run since then. */
    void ran(Instant since, LongConsumer each) throws SQLException {
        ask(RUN, since, each);
    }

    /** The first halves of the ids of all events that became dead letters since then, run again afterwards or not. */
    void givenUp(Instant since, LongConsumer each) throws SQLException {
        ask(GIVEN_UP, since, each);
    }

    private void ask(String sql, Instant since, LongConsumer each) throws SQLException {
        var from = OffsetDateTime.ofInstant(since, ZoneOffset.UTC);
        try (var connection = DriverManager.getConnection(url)) {
            // Without a transaction the driver would read all rows into memory.
            connection.setAutoCommit(false);
            try (var query = connection.prepareStatement(sql)) {
                query.setFetchSize(FETCH);
                query.setString(1, from.toLocalDate().toString());
                query.setObject(2, from);
                try (var rows = query.executeQuery()) {
                    while (rows.next())
                        each.accept(rows.getObject(1, UUID.class).getMostSignificantBits());
                }
            }
        }
    }
}
