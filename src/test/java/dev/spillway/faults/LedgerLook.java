package dev.spillway.faults;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the ledger knows, read straight from Postgres.
 *
 * @param received ids of all events that have a row of their receipt
 * @param runs when each event was last run, in ms since 1970
 * @param states of messages, by their ids
 * @param dead how many dead letters there are
 */
record LedgerLook(Set<String> received, Map<String, Long> runs, Map<String, String> states, int dead) {
    static LedgerLook read(int port) throws SQLException {
        var url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
        try (var connection = DriverManager.getConnection(url)) {
            connection.setAutoCommit(false);
            return new LedgerLook(received(connection), runs(connection), states(connection), dead(connection));
        }
    }

    private static Set<String> received(Connection connection) throws SQLException {
        var events = new HashSet<String>();
        var sql = "select replace(event_id::text, '-', '') from ledger where kind = 'received' or detail ? 'before'";
        read(connection, sql, row -> events.add(row.getString(1)));
        return events;
    }

    private static Map<String, Long> runs(Connection connection) throws SQLException {
        var runs = new HashMap<String, Long>();
        var sql = "select replace(event_id::text, '-', ''), extract(epoch from at) * 1000 from ledger"
                + " where kind = 'rule' or detail ? 'before'";
        read(connection, sql, row -> runs.put(row.getString(1), row.getLong(2)));
        return runs;
    }

    private static Map<String, String> states(Connection connection) throws SQLException {
        var states = new HashMap<String, String>();
        read(
                connection,
                "select message_id, state from message",
                row -> states.put(row.getString(1), row.getString(2)));
        return states;
    }

    private static int dead(Connection connection) throws SQLException {
        var count = new int[1];
        read(connection, "select count(*) from dead_letter", row -> count[0] = row.getInt(1));
        return count[0];
    }

    /** What to do with a row. */
    private interface Each {
        void row(java.sql.ResultSet row) throws SQLException;
    }

    private static void read(Connection connection, String sql, Each each) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setFetchSize(5_000);
            try (var rows = statement.executeQuery(sql)) {
                while (rows.next()) each.row(rows);
            }
        }
    }
}
