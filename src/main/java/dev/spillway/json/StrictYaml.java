package dev.spillway.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the YAML files people write, into records, forgiving nothing: an unknown key, a key twice, a missing key and a value out
 * of range are errors that name file, line, key and cure. {@code ${NAME}} and {@code ${NAME:default}} inside a value are
 * replaced from the environment; a replaced value can never add keys.
 *
 * <p>For start-up and reload, not for event loops: it is slow. Safe to use from any thread.
 */
public final class StrictYaml {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(?::([^}]*))?}");
    private static final YAMLMapper MAPPER = YAMLMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private StrictYaml() {}

    /**
     * Reads a file.
     *
     * @param file its name, for messages
     * @param text its text
     * @param environment gives the value of a name, or null
     * @throws YamlException naming file, line, key and cure
     */
    public static <T> T read(String file, String text, Class<T> type, UnaryOperator<@Nullable String> environment) {
        try {
            var tree = MAPPER.readTree(text);
            if (!(tree instanceof ObjectNode)) throw new YamlException(file, 1, "", "is empty or no map of keys");
            var unknown = UnknownKeys.in(tree, type);
            if (!unknown.isEmpty()) throw YamlProblems.explain(file, text, unknown.get(0));
            var missing = new ArrayList<String>();
            var filled = fill(tree, environment, missing);
            if (!missing.isEmpty()) throw missing(file, text, missing);
            return MAPPER.treeToValue(filled, type);
        } catch (JsonProcessingException e) {
            throw YamlProblems.explain(file, text, e);
        }
    }

    private static YamlException missing(String file, String text, List<String> names) {
        var name = names.get(0);
        var line = (int) text.substring(0, Math.max(0, text.indexOf("${" + name)))
                .lines()
                .count();
        return new YamlException(
                file,
                Math.max(1, line),
                "",
                "the environment variable " + name + " is not set; set it, or give a default: ${" + name + ":default}");
    }

    private static JsonNode fill(JsonNode node, UnaryOperator<@Nullable String> environment, List<String> missing) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(each -> each.setValue(fill(each.getValue(), environment, missing)));
        } else if (node instanceof ArrayNode array) {
            for (var i = 0; i < array.size(); i++) array.set(i, fill(array.get(i), environment, missing));
        } else if (node instanceof TextNode) {
            return TextNode.valueOf(fill(node.textValue(), environment, missing));
        }
        return node;
    }

    private static String fill(String text, UnaryOperator<@Nullable String> environment, List<String> missing) {
        return PLACEHOLDER.matcher(text).replaceAll(match -> {
            var value = environment.apply(match.group(1));
            var filled = value == null || value.isEmpty() ? match.group(2) : value;
            if (filled == null) missing.add(match.group(1));
            return filled == null ? "" : Matcher.quoteReplacement(filled);
        });
    }
}
