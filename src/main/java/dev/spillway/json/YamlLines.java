package dev.spillway.json;

import java.io.StringReader;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Finds the line of a key in a YAML text. */
final class YamlLines {
    private YamlLines() {}

    /**
     * The line of a path such as {@code senders[0].name}, from 1; of its nearest parent if the key itself is not there.
     */
    static int of(String text, String path) {
        var node = new Yaml().compose(new StringReader(text));
        var line = 1;
        for (var part : path.split("[.\\[]", -1)) {
            var next = part.endsWith("]") ? element(node, part) : value(node, part);
            if (next == null) return line;
            line = part.endsWith("]") ? start(next) : keyLine(node, part, line);
            node = next;
        }
        return line;
    }

    private static @Nullable Node element(@Nullable Node node, String part) {
        var index = Integer.parseInt(part.substring(0, part.length() - 1));
        return node instanceof SequenceNode list
                        && index >= 0
                        && index < list.getValue().size()
                ? list.getValue().get(index)
                : null;
    }

    private static @Nullable Node value(@Nullable Node node, String key) {
        if (!(node instanceof MappingNode map)) return null;
        return map.getValue().stream()
                .filter(each -> each.getKeyNode() instanceof ScalarNode name
                        && name.getValue().equals(key))
                .map(each -> each.getValueNode())
                .findFirst()
                .orElse(null);
    }

    private static int keyLine(@Nullable Node node, String key, int otherwise) {
        if (!(node instanceof MappingNode map)) return otherwise;
        return map.getValue().stream()
                .map(each -> each.getKeyNode())
                .filter(each ->
                        each instanceof ScalarNode name && name.getValue().equals(key))
                .mapToInt(YamlLines::start)
                .findFirst()
                .orElse(otherwise);
    }

    private static int start(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
