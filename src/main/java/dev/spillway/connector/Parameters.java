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
    private final Map<String, Object> typed;
    private final SecretValues secrets;

    private Parameters(Map<String, String> values, Map<String, Object> typed, SecretValues secrets) {
        this.values = values;
        this.typed = typed;
        this.secrets = secrets;
    }

    static Parameters of(Map<String, ParamFile> declared, Map<String, String> given, Problems problems) {
        given.keySet().stream()
                .filter(name -> !declared.containsKey(name))
                .forEach(name -> problems.addUnknown("params." + name, name, declared.keySet()));
        var values = new HashMap<String, String>();
        declared.forEach((name, param) -> values.put(name, value(name, param, given.get(name), problems)));
        return new Parameters(Map.copyOf(values), typed(declared, values), secrets(declared, values));
    }

    private static Map<String, Object> typed(Map<String, ParamFile> declared, Map<String, String> values) {
        var typed = new HashMap<String, Object>();
        declared.forEach((name, param) -> typed.put(name, param.type().value(values.getOrDefault(name, ""))));
        return Map.copyOf(typed);
    }

    private static SecretValues secrets(Map<String, ParamFile> declared, Map<String, String> values) {
        return new SecretValues(declared.entrySet().stream()
                .filter(param -> param.getValue().secret())
                .map(param -> values.getOrDefault(param.getKey(), ""))
                .toList());
    }

    private static void checkType(String key, ParamFile param, Problems problems) {
        var isEnum = param.type() == ParamType.ENUM;
        if (isEnum && param.words().isEmpty() && !problems.below(key + ".values")) {
            problems.add(key + ".values", "is missing or empty", "list the words that it may be");
        }
        if (!isEnum && !param.words().isEmpty())
            problems.add(key + ".values", "belongs to type enum only", "write \"type: enum\"");
        if (!param.otherwise().isEmpty() && !param.fits(param.otherwise()))
            problems.add(key + ".default", "does not fit its type", param.cure());
    }

    /** Null if there is no such parameter. */
    @Nullable
    String value(String name) {
        return values.get(name);
    }

    /** All of them, for expressions: {@code param.name}. Numbers and truths are such where they are declared so. */
    Map<String, Object> values() {
        return typed;
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
        checkType(key, param, problems);
        if (given != null && !given.isEmpty()) {
            if (!param.fits(given)) problems.add(key, "does not fit its type", param.cure());
            return given;
        }
        if (param.required()) problems.add(key, "is required and not given", "give it where the connector is set up");
        return param.otherwise();
    }
}
