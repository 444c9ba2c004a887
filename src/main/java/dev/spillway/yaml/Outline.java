package dev.spillway.yaml;

import java.io.StringReader;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Parses a text and looks where its keys stand, before anything is made of them. An alias makes a node appear twice; it is
 * refused here, since a small file of aliases can be a huge tree.
 */
final class Outline {
    private static final int CHARACTERS_MAX = 256 * 1024;
    private static final int DEPTH_MAX = 30;

    private final Problems problems;
    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private Outline(Problems problems) {
        this.problems = problems;
    }

    /** The document, a tree; null if the text is empty or cannot be read, which the problems say. */
    static @Nullable Node of(String text, Problems problems) {
        var options = new LoaderOptions();
        options.setCodePointLimit(CHARACTERS_MAX);
        options.setNestingDepthLimit(DEPTH_MAX);
        options.setMaxAliasesForCollections(Integer.MAX_VALUE);
        try {
            var root = new Yaml(options).compose(new StringReader(text));
            return root != null && new Outline(problems).isTree("", root) ? root : null;
        } catch (YAMLException e) {
            problems.addAt(
                    line(e),
                    "",
                    "not YAML: " + firstLine(e),
                    "mend the indentation here, or put what holds [ ] { } , or a colon between quotes");
            return null;
        }
    }

    private boolean isTree(String path, Node node) {
        if (!seen.add(node)) {
            problems.add(path, "is an alias", "write the value out");
            return false;
        }
        problems.locate(path, line(node));
        if (node instanceof MappingNode map) return isTree(path, map);
        return !(node instanceof SequenceNode list) || isTree(path, list);
    }

    private boolean isTree(String path, SequenceNode list) {
        var tree = true;
        for (var i = 0; i < list.getValue().size(); i++) {
            tree &= isTree(path + "[" + i + "]", list.getValue().get(i));
        }
        return tree;
    }

    private boolean isTree(String path, MappingNode map) {
        var tree = true;
        var names = new HashSet<String>();
        for (var entry : map.getValue()) {
            var key = Lines.join(path, name(entry.getKeyNode()));
            var line = line(entry.getKeyNode());
            if (!names.add(key)) problems.addAt(line, key, "is written twice", "remove one of them");
            problems.locate(key, line);
            tree &= isTree(key, entry.getValueNode());
        }
        return tree;
    }

    /** A key as written. */
    static String name(Node key) {
        return key instanceof ScalarNode scalar ? scalar.getValue() : "a list or map as a key";
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private static int line(YAMLException e) {
        return e instanceof MarkedYAMLException at && at.getProblemMark() != null
                ? at.getProblemMark().getLine() + 1
                : 1;
    }

    private static String firstLine(YAMLException e) {
        return what(e).lines().findFirst().orElse("unreadable");
    }

    private static String what(YAMLException e) {
        if (!(e instanceof MarkedYAMLException marked)) return String.valueOf(e.getMessage());
        return (marked.getContext() == null ? "" : marked.getContext() + ": ") + marked.getProblem();
    }
}
