package dev.spillway.connector;

import java.util.Map;

/**
 * Which backend a connector speaks for: what its expressions see of that, whatever they do. Never printed: secrets are among it.
 *
 * @param connector its name
 * @param tenant whose the backend is; empty if it serves all
 * @param params by name, as the types that they are declared with
 */
record Instance(String connector, String tenant, Map<String, Object> params) {
    Instance {
        params = Map.copyOf(params);
    }

    @Override
    public String toString() {
        return "Instance[" + connector + "]";
    }
}
