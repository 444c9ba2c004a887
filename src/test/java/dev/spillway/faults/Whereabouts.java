package dev.spillway.faults;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** All that Postgres knows of one event, for whoever looks for the cause of a finding. */
record Whereabouts(int port) {
    private static final List<String> QUESTIONS = List.of(
            "select 'ledger ' || step || ' ' || kind || ' at ' || at || ' ' || left(detail::text, 120) from ledger"
                    + " where event_id = ?::uuid order by at limit 12",
            "select 'event_seen entry ' || entry_id || ' accepted ' || accepted_at from event_seen where event_id = ?::uuid",
            "select 'overflow row ' || number || ' accepted ' || accepted_at from overflow where event_id = ?::uuid",
            "select 'dead letter ' || reason || ' at ' || at from dead_letter where event_id = ?::uuid");

    /** Whether nothing waits in the overflow inbox. */
    boolean overflowIsEmpty() throws IOException {
        return overflowRows() == 0;
    }

    /** How many events wait in the overflow inbox. */
    long overflowRows() throws IOException {
        var url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres&loginTimeout=2";
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from overflow")) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** One line a row. */
    List<String> of(String event) {
        var url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
        var found = new ArrayList<String>();
        try (var connection = DriverManager.getConnection(url)) {
            for (var question : QUESTIONS) ask(connection, question, event, found);
        } catch (SQLException e) {
            found.add("Postgres: " + e.getMessage());
        }
        return found;
    }

    private static void ask(Connection connection, String question, String event, List<String> found)
            throws SQLException {
        try (var statement = connection.prepareStatement(question)) {
            statement.setString(1, event);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) found.add(rows.getString(1));
            }
        }
    }
}
