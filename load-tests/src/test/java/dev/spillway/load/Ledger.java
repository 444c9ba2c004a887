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
    /** Whatever a run led to names its event; that it was received may stand in the same row. */
    private static final String RUN = "select event_id from ledger where day >= ?::date and at >= ?";

    private static final int FETCH = 10_000;

    /** The first halves of the ids of all events that were run since then. */
    void ran(Instant since, LongConsumer each) throws SQLException {
        var from = OffsetDateTime.ofInstant(since, ZoneOffset.UTC);
        try (var connection = DriverManager.getConnection(url)) {
            // Without a transaction the driver would read all rows into memory.
            connection.setAutoCommit(false);
            try (var query = connection.prepareStatement(RUN)) {
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
