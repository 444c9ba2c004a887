package dev.spillway.connector;

import dev.spillway.yaml.Problems;
import dev.spillway.yaml.Shapes;
import dev.spillway.yaml.StrictYaml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a connector's file says of itself, without the parameters of any instance.
 *
 * @param auth the kind of its authentication
 * @param operations sorted
 * @param params sorted, an asterisk behind those that are required
 * @param secrets names of the parameters that nobody may see
 */
public record ConnectorBrief(
        String name, String auth, List<String> operations, List<String> params, List<String> secrets) {
    /** Stands in for a parameter that is an address. */
    private static final String ADDRESS = "https://param.test";

    /** For any other: a part of a host's name, and base64, too. */
    private static final String WORD = "demo";

    /**
     * Reads and checks a file.
     *
     * @param file its name for messages
     * @throws dev.spillway.yaml.FaultyFileException with every problem of the file
     */
    public static ConnectorBrief of(String file, String yaml) {
        var problems = new Problems(file);
        var written = StrictYaml.bind(ConnectorFile.class, yaml, problems);
        return problems.unlessAny(written == null ? null : brief(written, problems));
    }

    private static ConnectorBrief brief(ConnectorFile file, Problems problems) {
        var given = new HashMap<String, String>();
        file.params().forEach((name, param) -> {
            if (param.required()) given.put(name, name.toLowerCase(Locale.ROOT).contains("url") ? ADDRESS : WORD);
        });
        var connector = new ConnectorCompiler(file, given, problems).compile();
        return new ConnectorBrief(
                connector.name(),
                auth(file),
                connector.operations().stream().sorted().toList(),
                params(file),
                secrets(file));
    }

    private static String auth(ConnectorFile file) {
        var auth = file.auth();
        return (auth == null ? "none" : Shapes.kind(auth.getClass())) + (file.csrf() == null ? "" : " + csrf");
    }

    private static List<String> params(ConnectorFile file) {
        var params = new ArrayList<String>();
        file.params().forEach((name, param) -> params.add(param.required() ? name + "*" : name));
        return params.stream().sorted().toList();
    }

    private static List<String> secrets(ConnectorFile file) {
        return file.params().entrySet().stream()
                .filter(param -> param.getValue().secret())
                .map(Map.Entry::getKey)
                .toList();
    }
}
