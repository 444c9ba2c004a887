package dev.spillway.load;

import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;

/**
 * Where the gateway and what belongs to it is.
 *
 * @param url of the gateway's public door, with the path of the source
 * @param secret signs webhooks
 * @param source what the gateway calls where these webhooks come from: part of the ids of its events
 * @param management addresses of the management ports of all nodes
 * @param database jdbc url of the ledger's Postgres; empty = only counters are compared
 * @param simulators address of the simulators; empty = there are none
 */
record Place(URI url, String secret, String source, List<URI> management, String database, String simulators) {
    static Place of(Settings settings) {
        return new Place(
                settings.uri("url", "http://127.0.0.1:8080/webhooks/meta"),
                settings.text("secret", "sandbox-app-secret"),
                settings.text("source", "meta"),
                settings.uris("management", "http://127.0.0.1:8081"),
                settings.place("database", "jdbc:postgresql:"),
                settings.place("simulators", "http"));
    }

    private interface Look {
        void look() throws IOException, SQLException;
    }

    /** Fails unless all of it is there. Asked before the load: no run shall end with what could not be found out. Blocks. */
    void reach() throws IOException {
        reach("management", () -> new Gateway(new Http(), management));
        reach("url", () -> Door.knock(url));
        if (hasDatabase()) reach("database", () -> new Ledger(database).look());
        if (hasSimulators()) reach("simulators", () -> new Simulators(new Http(), simulators).look());
    }

    private static void reach(String parameter, Look at) throws IOException {
        try {
            at.look();
        } catch (IOException | SQLException | RuntimeException e) {
            throw new IOException("-D" + parameter + " names nothing that can be used: " + e.getMessage(), e);
        }
    }

    boolean hasDatabase() {
        return !database.isEmpty();
    }

    boolean hasSimulators() {
        return !simulators.isEmpty();
    }
}
