package dev.spillway.load;

import java.net.URI;
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

    boolean hasDatabase() {
        return !database.isEmpty();
    }

    boolean hasSimulators() {
        return !simulators.isEmpty();
    }
}
