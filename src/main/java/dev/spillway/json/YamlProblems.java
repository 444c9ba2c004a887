package dev.spillway.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns the mapper's exceptions into sentences for the person who wrote the file. */
final class YamlProblems {
    private static final Pattern MISSING =
            Pattern.compile("(?:Missing|Missing required|Null value for) creator property '([^']+)'");
    private static final Map<Class<?>, String> EXPECTED = Map.of(
            int.class, "a whole number",
            long.class, "a whole number",
            double.class, "a number",
            boolean.class, "true or false",
            Duration.class, "a duration such as PT2.5S, PT10M or P8D");

    private YamlProblems() {}

    static YamlException explain(String file, String text, UnknownKeys.Unknown unknown) {
        var what = "is not a known key here; known are: " + unknown.known();
        return new YamlException(file, YamlLines.of(text, unknown.path()), unknown.path(), what);
    }

    static YamlException explain(String file, String text, JsonProcessingException problem) {
        if (!(problem instanceof JsonMappingException mapping)) return notYaml(file, problem);
        var path = path(mapping.getPath());
        var missing = MISSING.matcher(problem.getOriginalMessage());
        if (missing.find()) {
            var key = path.isEmpty() ? missing.group(1) : path + "." + missing.group(1);
            return new YamlException(file, YamlLines.of(text, path), key, "is missing; add it");
        }
        if (mapping instanceof ValueInstantiationException rejected && rejected.getCause() != null) {
            return rejected(file, text, path, String.valueOf(rejected.getCause().getMessage()));
        }
        return new YamlException(file, YamlLines.of(text, path), path, what(mapping));
    }

    /** A record refused its values; its sentence begins with the key. */
    private static YamlException rejected(String file, String text, String path, String sentence) {
        var key = sentence.split(" ", 2)[0];
        var last = key.substring(key.lastIndexOf('.') + 1);
        var line = YamlLines.of(text, path.isEmpty() ? key : path + "." + last);
        return new YamlException(file, line, "", sentence);
    }

    private static YamlException notYaml(String file, JsonProcessingException problem) {
        var line = problem.getLocation() == null ? 1 : problem.getLocation().getLineNr();
        return new YamlException(file, Math.max(1, line), "", "is no YAML that can be read: " + firstLine(problem));
    }

    private static String what(JsonMappingException problem) {
        if (problem instanceof InvalidFormatException invalid) return invalid(invalid);
        if (problem instanceof MismatchedInputException mismatched) return "must be " + expected(mismatched);
        return firstLine(problem);
    }

    private static String invalid(InvalidFormatException problem) {
        return "must be " + expected(problem) + ", was '" + problem.getValue() + "'";
    }

    private static String expected(MismatchedInputException problem) {
        var type = problem.getTargetType();
        if (type == null) return "something else";
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        }
        if (type.isRecord() || Map.class.isAssignableFrom(type)) return "a map of keys";
        if (List.class.isAssignableFrom(type)) return "a list";
        return EXPECTED.getOrDefault(type, "a " + type.getSimpleName());
    }

    private static String firstLine(JsonProcessingException problem) {
        return problem.getOriginalMessage().lines().findFirst().orElse("unknown");
    }

    static String path(List<JsonMappingException.Reference> references) {
        var path = new StringBuilder();
        for (var each : references) {
            if (each.getFieldName() == null)
                path.append('[').append(each.getIndex()).append(']');
            else path.append(path.isEmpty() ? "" : ".").append(each.getFieldName());
        }
        return path.toString();
    }
}
