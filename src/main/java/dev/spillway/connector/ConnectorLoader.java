package dev.spillway.connector;

import dev.spillway.yaml.FaultyFileException;
import dev.spillway.yaml.Problems;
import dev.spillway.yaml.StrictYaml;
import java.util.Map;

/** Makes a connector of its YAML. Compiles everything there is to compile, so that what can be wrong is wrong at load. */
public final class ConnectorLoader {
    private ConnectorLoader() {}

    /**
     * Loads one connector.
     *
     * @param file its name for messages
     * @param yaml its text
     * @param params by name, secrets among them; none but those the file declares
     * @throws FaultyFileException with every problem of the file
     */
    public static Connector load(String file, String yaml, Map<String, String> params) {
        return load(file, yaml, params, "");
    }

    /**
     * Loads one of a tenant's.
     *
     * @param file its name for messages
     * @param yaml its text
     * @param params by name, secrets among them; none but those the file declares
     * @param tenant whose the backend is; empty if it serves all
     * @throws FaultyFileException with every problem of the file
     */
    public static Connector load(String file, String yaml, Map<String, String> params, String tenant) {
        var problems = new Problems(file);
        var written = StrictYaml.bind(ConnectorFile.class, yaml, problems);
        var connector = written == null ? null : new ConnectorCompiler(written, params, tenant, problems).compile();
        return problems.unlessAny(connector);
    }
}
