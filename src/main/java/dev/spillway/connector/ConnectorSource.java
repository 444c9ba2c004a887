package dev.spillway.connector;

import dev.spillway.connector.ConnectorFile.ParamFile;
import dev.spillway.yaml.Problems;
import dev.spillway.yaml.StrictYaml;
import dev.spillway.yaml.Written;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The text of a connector's file, from which any number of backends are made, each with parameters of its own. Immutable. */
public final class ConnectorSource {
    private final String file;
    private final String text;
    private final @Nullable ConnectorFile written;
    private final boolean sound;

    /** @param file its name for messages */
    public ConnectorSource(String file, String text) {
        this.file = file;
        this.text = text;
        var problems = new Problems(file);
        this.written = StrictYaml.bind(ConnectorFile.class, text, problems);
        this.sound = problems.isEmpty();
    }

    /** As it stands in the file. */
    public String text() {
        return text;
    }

    /**
     * Notes what is wrong with the parameters that a backend gives: unknown, missing, a secret written out, or one that would
     * not be hidden.
     *
     * @param key of the parameters, in the file of the backend
     * @return whether nothing is; also if this file itself is wrong: then that is to be told
     */
    public boolean accepts(Map<String, Written> params, String key, Problems problems) {
        if (written == null || !sound) return true;
        var declared = written.params();
        params.forEach((name, value) -> {
            var param = declared.get(name);
            if (param == null) problems.addUnknown(key + "." + name, name, declared.keySet());
            else check(param, value, key + "." + name, problems);
        });
        declared.forEach((name, param) -> {
            if (param.required() && !params.containsKey(name) && !problems.below(key + "." + name)) {
                problems.add(key + "." + name, "is missing", "add it: " + file + " asks for it");
            }
        });
        return !problems.below(key);
    }

    private static void check(ParamFile param, Written value, String key, Problems problems) {
        if (param.secret() && !value.isSecret()) {
            problems.add(key, "is a secret and stands in a file", "write ${secret:NAME} and nothing else");
        }
        if (!param.secret() && value.holdsSecret()) {
            problems.add(key, "would be shown", "mark it \"secret: true\" in the connector, or refer to no secret");
        }
        if (value.value().isBlank()) {
            if (param.required()) problems.add(key, "is empty", "give it a value");
        } else if (param.isSound() && !param.fits(value.value())) {
            problems.add(key, "\"" + value + "\" does not fit", param.cure());
        }
    }

    /** Whether there is a section {@code webhooks}. */
    public boolean takesWebhooks() {
        return written != null && written.webhooks() != null;
    }

    /**
     * A backend.
     *
     * @param params that were accepted
     * @param tenant whose it is; empty if it serves all
     * @throws dev.spillway.yaml.FaultyFileException with every problem of the file
     */
    public Connector connector(Map<String, String> params, String tenant) {
        return ConnectorLoader.load(file, text, params, tenant);
    }
}
