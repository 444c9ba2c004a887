package dev.spillway.connector.yaml;

import java.util.List;
import java.util.Map;

/** A piece of YAML that knows its line. */
sealed interface YamlNode {
    int line();

    /** In words, for messages. */
    String kind();

    /** One value; its text is as written, whatever its type. */
    record Scalar(int line, String text) implements YamlNode {
        @Override
        public String kind() {
            return "a single value";
        }
    }

    record Sequence(int line, List<YamlNode> items) implements YamlNode {
        @Override
        public String kind() {
            return "a list";
        }
    }

    record Mapping(int line, Map<String, YamlNode> entries) implements YamlNode {
        @Override
        public String kind() {
            return "a map of keys";
        }
    }

    /** A key without a value. */
    record Empty(int line) implements YamlNode {
        @Override
        public String kind() {
            return "nothing";
        }
    }
}
