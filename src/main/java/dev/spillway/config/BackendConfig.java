package dev.spillway.config;

import dev.spillway.outbound.DestinationSettings;
import java.util.Map;

/**
 * One instance of a connector.
 *
 * @param name the destination's name, as flows know it
 * @param connector the connector's file, relative to the configuration's
 * @param params what the connector file asks for; may hold secrets
 * @param destination how it is treated
 */
public record BackendConfig(
        String name, String connector, Map<String, String> params, DestinationSettings destination) {
    public BackendConfig {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,62}")) {
            throw new IllegalArgumentException("backends[].name must be 1..63 of a-z 0-9 -, was " + name);
        }
        params = Map.copyOf(params);
    }

    @Override
    public String toString() {
        return "BackendConfig[name=" + name + ", connector=" + connector + ", params=" + params.keySet() + ", "
                + destination + "]";
    }
}
