package dev.spillway.config;

import dev.spillway.connector.Capability;
import dev.spillway.yaml.Default;
import dev.spillway.yaml.Written;
import java.util.List;
import java.util.Map;

/**
 * One instance of a connector.
 *
 * @param name the destination's name, as flows know it
 * @param connector its file is {@code connectors/<connector>.yaml}, beside this one
 * @param tenant whose it is; empty if it serves all
 * @param branch of the tenant; empty if it serves all
 * @param serves what it may be chosen for by capability; empty for all that its connector can do
 * @param params what the connector's file asks for; secrets by reference only
 * @param destination how it is treated
 */
public record BackendConfig(
        String name,
        String connector,
        @Default String tenant,
        @Default String branch,
        @Default List<Capability> serves,
        Map<String, Written> params,
        BackendDestination destination) {
    public BackendConfig {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,62}")) {
            throw new IllegalArgumentException("name must be 1..63 of a-z 0-9 -, was " + name);
        }
        if (!connector.matches("[a-z][a-z0-9-]{0,39}")) {
            throw new IllegalArgumentException(
                    "connector must be a name such as rest-erp, whose file is connectors/rest-erp.yaml, was "
                            + connector);
        }
        serves = List.copyOf(serves);
        params = Map.copyOf(params);
    }
}
