package dev.spillway.flow;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A YAML file as a tree that still knows its lines. Builds no objects from tags, follows no aliases. */
record YamlFile(String name, Problems problems) {
    private static final int CHARACTERS_MAX = 256 * 1024;
    private static final int DEPTH_MAX = 20;

    /** The file's one mapping; empty, with a problem noted, if it cannot be read. */
    static Optional<Yaml> read(Path path, Problems problems, String... keys) {
        var file = new YamlFile(String.valueOf(path.getFileName()), problems);
        try {
            return file.compose(Files.readString(path)).map(root -> new Yaml(file, root, "", Set.of(keys)));
        } catch (IOException e) {
            file.problem(0, "", "cannot be read as UTF-8 text; check that it exists and may be read");
            return Optional.empty();
        }
    }

    private Optional<Node> compose(String text) {
        var options = new LoaderOptions();
        options.setCodePointLimit(CHARACTERS_MAX);
        options.setNestingDepthLimit(DEPTH_MAX);
        options.setMaxAliasesForCollections(0);
        try {
            var root = new org.yaml.snakeyaml.Yaml(new SafeConstructor(options)).compose(new StringReader(text));
            if (root == null) problem(1, "", "is empty");
            return Optional.ofNullable(root);
        } catch (MarkedYAMLException e) {
            problem(
                    e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1,
                    "",
                    "not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            problem(0, "", "not YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    void problem(int line, String path, String what) {
        problems.add(name, line, path, what);
    }

    static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    /** A node as JSON values. */
    static @Nullable Object plain(Node node) {
        if (node instanceof MappingNode mapping) return map(mapping);
        if (node instanceof SequenceNode sequence) return list(sequence);
        return node instanceof ScalarNode scalar ? scalar(scalar) : null;
    }

    /** The same map by text keys. */
    static Map<String, Object> keyed(Map<?, ?> map) {
        var keyed = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> keyed.put(String.valueOf(key), value));
        return keyed;
    }

    private static Map<String, Object> map(MappingNode node) {
        var map = new LinkedHashMap<String, Object>();
        for (var tuple : node.getValue()) {
            var value = plain(tuple.getValueNode());
            if (value != null) map.put(String.valueOf(plain(tuple.getKeyNode())), value);
        }
        return map;
    }

    private static List<Object> list(SequenceNode node) {
        var list = new ArrayList<Object>();
        for (var item : node.getValue()) {
            var value = plain(item);
            if (value != null) list.add(value);
        }
        return list;
    }

    private static @Nullable Object scalar(ScalarNode node) {
        var text = node.getValue();
        if (node.getTag().equals(Tag.NULL)) return null;
        if (node.getTag().equals(Tag.BOOL)) return Boolean.valueOf(text);
        if (node.getTag().equals(Tag.INT)) return Long.valueOf(text);
        if (node.getTag().equals(Tag.FLOAT)) return Double.valueOf(text);
        return text;
    }
}
