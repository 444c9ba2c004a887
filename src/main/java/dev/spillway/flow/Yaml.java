package dev.spillway.flow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * One mapping of a YAML file, read strictly: a key nobody knows, a missing one, or a value of the wrong kind is noted with
 * its line and path, and a stand-in is returned so that reading goes on. What was read may be used only when no problem was
 * noted.
 */
final class Yaml {
    private final YamlFile file;
    private final Node node;
    private final String path;
    private final Map<String, Node> values = new LinkedHashMap<>();

    Yaml(YamlFile file, Node node, String path, Set<String> keys) {
        this.file = file;
        this.node = node;
        this.path = path;
        if (node instanceof MappingNode mapping)
            mapping.getValue().forEach(tuple -> add(tuple.getKeyNode(), tuple.getValueNode(), keys));
        else problem(node, path, "must be a mapping of keys to values");
    }

    private void add(Node keyNode, Node value, Set<String> keys) {
        var key = keyNode instanceof ScalarNode scalar ? scalar.getValue() : "?";
        if (!keys.contains(key)) problem(keyNode, at(key), "no such key; keys here are " + new TreeSet<>(keys));
        else if (values.put(key, value) != null) problem(keyNode, at(key), "stands twice; remove one");
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** A required text. */
    String text(String key) {
        if (!has(key)) problem(node, at(key), "is missing; add it");
        return text(key, "");
    }

    /** An optional text. */
    String text(String key, String fallback) {
        return has(key) ? scalar(node(key), at(key)) : fallback;
    }

    /** True or false; false if it is left out. */
    boolean flag(String key) {
        var text = text(key, "false");
        if (!text.equals("true") && !text.equals("false")) problem(key, "must be true or false, was " + text);
        return text.equals("true");
    }

    /** A text that a parser understands; the parser's {@link RuntimeException} becomes a problem with the cure. */
    <T> Optional<T> parsed(String key, Function<String, T> parser, String cure) {
        if (!has(key)) return Optional.empty();
        var text = text(key);
        try {
            return Optional.of(parser.apply(text));
        } catch (RuntimeException e) {
            problem(key, cure.isEmpty() ? String.valueOf(e.getMessage()) : cure + ", was " + text);
            return Optional.empty();
        }
    }

    /** A list of texts, each through a parser; empty if it is left out. */
    <T> List<T> parsedAll(String key, Function<String, T> parser) {
        var parsed = new ArrayList<T>();
        eachItem(key, (item, itemPath) -> parse(item, itemPath, parser).ifPresent(parsed::add));
        return parsed;
    }

    private <T> Optional<T> parse(Node item, String itemPath, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(scalar(item, itemPath)));
        } catch (RuntimeException e) {
            problem(item, itemPath, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** A mapping inside this one. */
    Optional<Yaml> map(String key, String... keys) {
        return has(key) ? Optional.of(new Yaml(file, node(key), at(key), Set.of(keys))) : Optional.empty();
    }

    /** A list of mappings; empty if it is left out. */
    List<Yaml> maps(String key, String... keys) {
        var maps = new ArrayList<Yaml>();
        eachItem(key, (item, itemPath) -> maps.add(new Yaml(file, item, itemPath, Set.of(keys))));
        return maps;
    }

    /** Example data: any mapping, as JSON values; empty if it is left out. */
    Map<String, Object> sample(String key) {
        if (!has(key)) return Map.of();
        if (YamlFile.plain(node(key)) instanceof Map<?, ?> map) return YamlFile.keyed(map);
        problem(key, "must be a mapping of example data");
        return Map.of();
    }

    /** Several of them. */
    List<Map<String, Object>> samples(String key) {
        var samples = new ArrayList<Map<String, Object>>();
        eachItem(key, (item, itemPath) -> {
            if (YamlFile.plain(item) instanceof Map<?, ?> map) samples.add(YamlFile.keyed(map));
            else problem(item, itemPath, "must be a mapping of example data");
        });
        return samples;
    }

    /** Notes a problem with a key of this mapping. */
    void problem(String key, String what) {
        problem(values.getOrDefault(key, node), at(key), what);
    }

    /** Where this mapping stands: for problems found later. */
    Place place() {
        return new Place(file.name(), YamlFile.line(node), path);
    }

    /** A place in a file. */
    record Place(String file, int line, String path) {}

    /** Takes one entry of a list and its path. */
    private interface ItemReader {
        void read(Node item, String itemPath);
    }

    private void eachItem(String key, ItemReader reader) {
        if (!has(key)) return;
        if (!(node(key) instanceof SequenceNode list)) {
            problem(key, "must be a list");
            return;
        }
        for (var i = 0; i < list.getValue().size(); i++)
            reader.read(list.getValue().get(i), at(key) + "[" + i + "]");
    }

    private String scalar(Node value, String valuePath) {
        if (value instanceof ScalarNode scalar && !scalar.getValue().isBlank()) return scalar.getValue();
        problem(value, valuePath, "must be a text that is not empty");
        return "";
    }

    private Node node(String key) {
        return values.getOrDefault(key, node);
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private void problem(Node at, String problemPath, String what) {
        file.problem(YamlFile.line(at), problemPath, what);
    }
}
