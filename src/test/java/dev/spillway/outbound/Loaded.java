package dev.spillway.outbound;

import dev.spillway.connector.ConnectorLoader;
import dev.spillway.connector.Toll;
import java.util.Map;

/** What a connector's YAML makes of a limit. */
final class Loaded {
    private Loaded() {}

    /** @param limit its keys beside the group, which is g */
    static Toll toll(String limit) {
        var yaml = """
                connector: limited
                limits: [{group: g, %s}]
                operations:
                  getOrder:
                    write: false
                    steps: [{call: {method: GET, url: "http://erp.test/x"}, out: body}]
                """;
        return ConnectorLoader.load("limited.yaml", yaml.formatted(limit), Map.of())
                .tolls()
                .get(0);
    }
}
