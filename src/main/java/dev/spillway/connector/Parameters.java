package dev.spillway.connector;

import dev.spillway.connector.ConnectorFile.ParamFile;
import dev.spillway.yaml.Problems;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What an instance gives to its connector, checked against what the file declares. Never printed: secrets are among it. */
final class Parameters {
    private final Map<String, String> values;
    private final SecretValues secrets;

    private Parameters(Map<String, String> values, SecretValues secrets) {
        this.values = values;
        this.secrets = secrets;
    }

    static Parameters of(Map<String, ParamFile> declared, Map<String, String> given, Problems problems) {
        given.keySet().stream()
                .filter(name -> !declared.containsKey(name))
                .forEach(name -> problems.addUnknown("params." + name, name, declared.keySet()));
        var values = new HashMap<String, String>();
        declared.forEach((name, param) -> values.put(name, value(name, param, given.get(name), problems)));
        return new Parameters(Map.copyOf(values), secrets(declared, values));
    }

    private static SecretValues secrets(Map<String, ParamFile> declared, Map<String, String> values) {
        return new SecretValues(declared.entrySet().stream()
                .filter(param -> param.getValue().secret())
                .map(param -> values.getOrDefault(param.getKey(), ""))
                .toList());
    }

    /** Null if there is no such parameter. */
    @Nullable
    String value(String name) {
        return values.get(name);
    }

    /** All of them, for expressions: {@code param.name}. */
    Map<String, String> values() {
        return values;
    }

    /** The values of those that nobody may see. */
    SecretValues secrets() {
        return secrets;
    }

    Set<String> names() {
        return values.keySet();
    }

    private static String value(String name, ParamFile param, @Nullable String given, Problems problems) {
        var key = "params." + name;
        if (!name.matches("[A-Za-z]\\w*") || Scope.OWN.contains(name)) {
            problems.add(
                    key,
                    "is no name for a parameter",
                    "use letters and digits, and none of " + String.join(", ", new TreeSet<>(Scope.OWN)));
        }
        if (param.secret() && !param.otherwise().isEmpty()) {
            problems.add(key + ".default", "is a secret and stands in a file", "remove it; each backend gives its own");
        }
        if (given != null && !given.isEmpty()) return given;
        if (param.required()) problems.add(key, "is required and not given", "give it where the connector is set up");
        return param.otherwise();
    }
}
